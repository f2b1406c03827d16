// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admit.h"
#include "chatcommand.h"

#include <http/message.h>
#include <providers/provider.h>
#include <storage/gateway/spendlog.h>

#include <chrono>

namespace sekisho::gateway {

/// The stages of a chat request, in their order.
enum class Stage {
    Accept,
    Parse,
    Authenticate,
    Authorise,
    Admit,
    Route,
    Translate,
    Call,
    Relay,
    Settle,
    Record
};

QString nameOf(Stage stage);

/// How a request ended.
enum class Outcome { UnderWay, Success, Failure, ClientGone };

/// What the stages of one request leave behind, each in its own part; docs/request-life.md follows it.
struct RequestLife {
    // accept
    QString callId;
    core::Timestamp startedAt;
    std::chrono::steady_clock::time_point began;
    http::Request request; ///< the body is given away by translate
    // parse
    ChatCommand command;
    // authenticate
    Caller caller;
    // authorise
    Grant grant;
    std::shared_ptr<const ModelGroup> group; ///< with the table it is of, whatever is published meanwhile
    // admit
    Reservation reservation;
    bool reachedAdmission = false; ///< from here on the request leaves a row
    // route
    const providers::Deployment *deployment = nullptr;
    RateTicket place; ///< under the deployment's own limits
    std::size_t attempts = 0;
    std::vector<std::size_t> tried; ///< places in the group, where it has several
    // translate
    providers::ChatRequest upstream;
    // relay
    std::optional<core::Timestamp> firstByteAt;
    providers::TokenUsage usage;
    int status = 0;
    Outcome outcome = Outcome::UnderWay;
    QString error;
    // settle
    core::Money cost;
    // record
    storage::SpendLog row;

    /// Milliseconds since accept.
    double elapsedMs() const;
};

/// Told after each stage what it left; for tests and traces of the gateway itself.
using StageObserver = std::function<void(Stage, const RequestLife &)>;

} // namespace sekisho::gateway
