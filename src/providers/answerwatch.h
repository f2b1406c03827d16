// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provider.h"

namespace sekisho::providers {

/// Looks at the events of an OpenAI stream while they pass, parsing only those that may matter: usage,
/// errors, the end. Texts are counted as they come, in case usage is never told.
class AnswerWatch
{
public:
    enum class Verdict {
        Relay,
        Hide,  ///< the usage event that the client did not ask for
        Done,  ///< [DONE]: nothing after it counts
        Error, ///< see error()
    };

    explicit AnswerWatch(bool clientWantsUsage);
    Verdict look(const QByteArray &data);

    /// The event that told of an error.
    const core::Json &error() const { return m_error; }
    bool sawFinishReason() const { return m_sawFinishReason; }
    /// As the upstream counted; std::nullopt if it did not.
    const std::optional<TokenUsage> &usage() const { return m_usage; }
    std::int64_t estimatedCompletionTokens() const { return m_estimatedTokens; }

private:
    Verdict lookClosely(const QByteArray &data);

    bool m_clientWantsUsage;
    bool m_sawFinishReason = false;
    std::optional<TokenUsage> m_usage;
    std::int64_t m_estimatedTokens = 0;
    core::Json m_error;
};

} // namespace sekisho::providers
