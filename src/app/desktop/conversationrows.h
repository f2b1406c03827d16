// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/chat/conversation.h>
#include <storage/desktop/conversation.h>
#include <storage/desktop/message.h>

namespace sekisho::app {

// What the chat knows as one value and the database as another: neither module knows the other.
storage::Conversation rowFrom(const models::ConversationHead &head);
models::ConversationHead headFrom(const storage::Conversation &row);
storage::Message rowFrom(const QString &conversationId, const models::ChatMessage &message);
models::ChatMessage messageFrom(const storage::Message &row);

} // namespace sekisho::app
