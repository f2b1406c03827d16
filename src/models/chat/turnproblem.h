// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/chatoutcome.h>

namespace sekisho::models {

/// What a person can do about a problem.
enum class Suggestion {
    SwitchKey,
    SwitchModel,
    AskAdministrator,
    RaiseBudget, ///< for who may: the key is an administrator's
    WaitAndRetry,
    Retry,
    ShortenConversation,
    CheckConnection,
    CheckKey,
};

/// Why a turn has no (whole) answer: facts, not a sentence. `facts.rule` is None unless a rule of the gateway
/// said no; then `error.kind` tells what broke.
struct TurnProblem {
    core::Error error;
    client::GatewayRefusal facts;
    QList<Suggestion> suggestions; ///< the best first, at most two

    bool isRefusal() const { return facts.rule != client::RefusalRule::None; }
    friend bool operator==(const TurnProblem &, const TurnProblem &) = default;
};

/// What can be suggested depends on what the person has.
struct TurnCircumstances {
    bool hasOtherKeys = false;
    bool isAdmin = false;
};

TurnProblem turnProblemFrom(const client::ChatFailure &failure, const TurnCircumstances &circumstances);

// For the archive.
core::Json toJson(const TurnProblem &problem);
TurnProblem turnProblemFrom(const core::Json &stored);

QString nameOf(Suggestion suggestion);

} // namespace sekisho::models
