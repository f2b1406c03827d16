// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/timestamp.h>

#include <QString>

#include <optional>

namespace sekisho::storage {

/// What the next turn of a conversation is sent with.
struct ConversationSettings {
    QString profileId;
    QString model;
    QString keyAlias;
    QString keyRef; ///< name of the key's entry in the secret store; never the key
    QString systemMessage;
    QString endUser;
    QString sessionId;
    bool tracing = false;
    std::optional<double> temperature;
    std::optional<std::int64_t> maxTokens;
    friend bool operator==(const ConversationSettings &, const ConversationSettings &) = default;
};

struct Conversation {
    QString id;
    QString title; ///< empty until named
    core::Timestamp createdAt;
    core::Timestamp updatedAt;
    ConversationSettings settings;
    friend bool operator==(const Conversation &, const Conversation &) = default;
};

} // namespace sekisho::storage
