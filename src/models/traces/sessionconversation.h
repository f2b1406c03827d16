// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/langfuse/langfusevalues.h>

namespace sekisho::models {

/// One utterance of a session, read out of its traces.
struct SessionTurn {
    enum class Speaker { System, User, Assistant };
    Speaker speaker = Speaker::User;
    QString text;
    QString traceId;
    core::Timestamp time;
    /// Silence before this turn; zero at the first.
    std::chrono::microseconds gap{0};
    std::optional<double> costUsd; ///< of the trace; on the answer only
    std::optional<double> latencySeconds;
    friend bool operator==(const SessionTurn &, const SessionTurn &) = default;
};

/// The traces of a session as the conversation they were. Each trace gives the last user message of its input
/// and its output; what earlier traces have shown is not repeated. Inputs that are no chat messages are shown
/// as they are.
QList<SessionTurn> conversationOf(const client::SessionDetail &session);

/// What the person said: the last user message of a trace's input, or the input as it is.
QString askedText(const core::Json &input);

/// What a person reads of a trace's input or output: the text of chat messages, a string as it is, else the
/// JSON.
QString readableText(const core::Json &value);

} // namespace sekisho::models
