// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation.h"
#include "message.h"

#include <storage/database.h>

namespace sekisho::storage {

/// Which conversations a list shows.
struct ConversationQuery {
    QString search; ///< in titles and messages, without case for ASCII; empty: all
    std::int64_t limit = 100;
    std::int64_t offset = 0;
};

/// Conversations and their messages in desktop.db. Used on the thread of its database, which must outlive it.
class ConversationRepository
{
public:
    explicit ConversationRepository(Database &database);

    /// Turns answers that a crash left in progress into stopped ones; call once, after opening. Returns how
    /// many.
    core::Result<std::int64_t> recover();

    /// Last changed first.
    core::Result<QList<Conversation>> list(const ConversationQuery &query = {});
    core::Result<std::optional<Conversation>> find(const QString &id);
    core::Result<void> save(const Conversation &conversation);
    /// NotFound if there is no such conversation.
    core::Result<void> rename(const QString &id, const QString &title, core::Timestamp now);
    /// From now on list() and find() do not know it, until restore(). Succeeds if there is none.
    core::Result<void> trash(const QString &id, core::Timestamp now);
    /// NotFound if the trash does not have it (any more).
    core::Result<void> restore(const QString &id);
    /// For good, with its messages; succeeds if there is none.
    core::Result<void> remove(const QString &id);
    /// Removes for good what is in the trash.
    core::Result<void> emptyTrash();

    /// In order.
    core::Result<QList<Message>> messages(const QString &conversationId);
    /// Adds at the end, and moves the conversation to the top in the same transaction. Returns the message
    /// with its position. NotFound if there is no such conversation.
    core::Result<Message> append(Message message);
    /// Replaces content, status, error, identity and figures of a message. NotFound if there is none of this
    /// id.
    core::Result<void> update(const Message &message);
    /// For a turn that is tried again: removes the messages from `position` on.
    core::Result<void> removeFrom(const QString &conversationId, std::int64_t position);
    /// Removes all messages and keeps the conversation.
    core::Result<void> clear(const QString &conversationId);

private:
    core::Result<void> insert(Message &message);

    Database &m_database;
};

} // namespace sekisho::storage
