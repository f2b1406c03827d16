// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatmessage.h"

namespace sekisho::models {

/// What the next turn of a conversation is sent with.
struct ConversationSettings {
    QString profileId;
    QString model;
    QString keyId; ///< client::KeyRef::id
    QString keyAlias;
    QString systemMessage;
    QString endUser;
    QString sessionId; ///< made with the conversation; may be replaced
    bool tracing = false;
    std::optional<double> temperature;
    std::optional<std::int64_t> maxTokens;
    friend bool operator==(const ConversationSettings &, const ConversationSettings &) = default;
};

/// A conversation without its messages, as lists show it.
struct ConversationHead {
    QString id;
    QString title; ///< empty until named
    core::Timestamp createdAt;
    core::Timestamp updatedAt;
    ConversationSettings settings;
    friend bool operator==(const ConversationHead &, const ConversationHead &) = default;
};

struct Conversation {
    ConversationHead head;
    QList<ChatMessage> messages;
    friend bool operator==(const Conversation &, const Conversation &) = default;
};

} // namespace sekisho::models
