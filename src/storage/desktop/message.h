// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/money.h>
#include <core/timestamp.h>

#include <chrono>

namespace sekisho::storage {

enum class MessageRole { System, User, Assistant };

/// How a message stands. Streaming is only found in the file while an answer comes in; after a crash it reads
/// as Stopped.
enum class MessageStatus { Streaming, Complete, Stopped, Failed, Refused };

/// As whom, with what and where to a message was sent; frozen when it is sent.
struct MessageIdentity {
    QString model;
    QString keyAlias;
    QString endUser;
    QString sessionId;
    bool traced = false;
    bool isDemo = false;
    QString traceId;
    QString callId; ///< x-litellm-call-id
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

struct Message {
    QString id;
    QString conversationId;
    std::int64_t position = 0; ///< order in the conversation, from 0; given by append
    MessageRole role = MessageRole::User;
    QString content;
    MessageStatus status = MessageStatus::Complete;
    core::Json error; ///< null, or what went wrong as the window keeps it
    MessageIdentity identity;
    MessageFigures figures;
    core::Timestamp createdAt;
    friend bool operator==(const Message &, const Message &) = default;
};

} // namespace sekisho::storage
