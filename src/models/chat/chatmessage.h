// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "turnproblem.h"

#include <chrono>

namespace sekisho::models {

enum class MessageRole { System, User, Assistant };
enum class MessageStatus { Streaming, Complete, Stopped, Failed, Refused };

/// As whom, with what and where to a message was sent; frozen when it is sent.
struct MessageIdentity {
    QString model;
    QString keyAlias;
    QString endUser;
    QString sessionId;
    bool traced = false;
    bool isDemo = false;
    QString traceId; ///< empty unless traced
    QString callId;  ///< x-litellm-call-id
    friend bool operator==(const MessageIdentity &, const MessageIdentity &) = default;
};

/// What an answer took; absent where nobody said.
struct MessageFigures {
    std::optional<std::int64_t> promptTokens;
    std::optional<std::int64_t> completionTokens;
    std::optional<core::Money> cost;
    std::optional<std::chrono::microseconds> timeToFirstToken;
    std::optional<std::chrono::microseconds> duration;
    friend bool operator==(const MessageFigures &, const MessageFigures &) = default;
};

struct ChatMessage {
    QString id;
    MessageRole role = MessageRole::User;
    QString text;
    MessageStatus status = MessageStatus::Complete;
    std::optional<TurnProblem> problem; ///< of an answer that is Failed or Refused
    MessageIdentity identity;
    MessageFigures figures;
    core::Timestamp createdAt;
    friend bool operator==(const ChatMessage &, const ChatMessage &) = default;
};

} // namespace sekisho::models

Q_DECLARE_METATYPE(sekisho::models::MessageIdentity)
Q_DECLARE_METATYPE(sekisho::models::MessageFigures)
Q_DECLARE_METATYPE(sekisho::models::TurnProblem)
