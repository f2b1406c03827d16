// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation.h"

namespace sekisho::models {

/// Where conversations are kept. The order of calls is the order of effects. Futures end on the caller's
/// event loop.
class ConversationArchive
{
public:
    virtual ~ConversationArchive() = default;

    /// Last changed first; `search` looks into titles and messages, empty means all.
    virtual core::Async<QList<ConversationHead>> list(const QString &search) = 0;
    /// NotFound if there is none.
    virtual core::Async<Conversation> load(const QString &id) = 0;
    /// Inserts or replaces; messages stay as they are.
    virtual core::Async<void> saveHead(const ConversationHead &head) = 0;
    /// With its messages; restore() brings it back until purge(), or until the program ends.
    virtual core::Async<void> remove(const QString &id) = 0;
    /// NotFound if it was not removed, or is gone for good.
    virtual core::Async<void> restore(const QString &id) = 0;
    virtual core::Async<void> purge(const QString &id) = 0;

    virtual core::Async<void> appendMessage(const QString &conversationId, const ChatMessage &message) = 0;
    virtual core::Async<void> updateMessage(const QString &conversationId, const ChatMessage &message) = 0;
    /// Keeps the first `count` messages.
    virtual core::Async<void> keepMessages(const QString &conversationId, int count) = 0;
};

} // namespace sekisho::models
