// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stages/admit.h"

namespace sekisho::gateway {

/// What somebody would ask for.
struct Question {
    Caller caller;
    ChatCommand command; ///< at least its model
    QByteArray path = "/v1/chat/completions";
};

/// One rule that was asked, and what it said.
struct RuleVerdict {
    QString rule;   ///< "key", "key.allowed_routes", "labels", "model", "key.models", ..., "budget.team",
                    ///< "rate.api_key"
    QString object; ///< whose rule it is, by alias or id; empty where there is only one
    QString reason; ///< the sentence of the refusal; empty if it allows

    bool allows() const { return reason.isEmpty(); }
};

/// The rules that were asked, in the order of the stages; after the first refusal none is.
struct Explanation {
    std::vector<RuleVerdict> rules;

    /// The rule that refuses; null if none does.
    const RuleVerdict *decisive() const;
};

/// What a key may do now and which rule decides, asked of the stages themselves, so that it cannot say other
/// than they would. Counts nothing. From any thread.
class Explain
{
public:
    Explain(const Authorise &authorise, const Admit &admit)
        : m_authorise(authorise)
        , m_admit(admit)
    {
    }
    Explanation run(const Question &question, const std::shared_ptr<const ModelTable> &models) const;

private:
    const Authorise &m_authorise;
    const Admit &m_admit;
};

} // namespace sekisho::gateway
