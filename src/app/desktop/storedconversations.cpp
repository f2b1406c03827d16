// SPDX-License-Identifier: GPL-3.0-or-later
#include "storedconversations.h"

#include "conversationrows.h"

#include <storage/desktop/conversationrepository.h>

namespace sekisho::app {

using core::Async;
using core::fail;
using core::Result;
using models::ChatMessage;
using models::Conversation;
using models::ConversationHead;
using storage::ConversationRepository;
using storage::Database;

namespace {

// More conversations than a person scrolls through; search finds the older ones.
constexpr std::int64_t LongestList = 500;

Result<QList<ConversationHead>> readList(Database &database, const QString &search)
{
    const auto rows = ConversationRepository(database).list({search, LongestList, 0});
    if (!rows)
        return fail(rows.error());
    QList<ConversationHead> heads;
    for (const auto &row : *rows)
        heads.append(headFrom(row));
    return heads;
}

Result<Conversation> readConversation(Database &database, const QString &id)
{
    ConversationRepository repository(database);
    const auto head = repository.find(id);
    if (!head)
        return fail(head.error());
    if (!*head)
        return fail(core::ErrorKind::NotFound, QStringLiteral("There is no conversation %1").arg(id));
    const auto rows = repository.messages(id);
    if (!rows)
        return fail(rows.error());
    Conversation conversation{headFrom(**head), {}};
    for (const auto &row : *rows)
        conversation.messages.append(messageFrom(row));
    return conversation;
}

} // namespace

StoredConversations::StoredConversations(DesktopStore *store, const core::Clock *clock)
    : m_store(store)
    , m_clock(clock)
{
}

Async<QList<ConversationHead>> StoredConversations::list(const QString &search)
{
    return m_store->run<QList<ConversationHead>>(
        [search](Database &database) { return readList(database, search); });
}

Async<Conversation> StoredConversations::load(const QString &id)
{
    return m_store->run<Conversation>([id](Database &database) { return readConversation(database, id); });
}

Async<void> StoredConversations::saveHead(const ConversationHead &head)
{
    return m_store->run<void>(
        [row = rowFrom(head)](Database &database) { return ConversationRepository(database).save(row); });
}

Async<void> StoredConversations::remove(const QString &id)
{
    return m_store->run<void>([id, now = m_clock->now()](Database &database) {
        return ConversationRepository(database).trash(id, now);
    });
}

Async<void> StoredConversations::restore(const QString &id)
{
    return m_store->run<void>(
        [id](Database &database) { return ConversationRepository(database).restore(id); });
}

Async<void> StoredConversations::purge(const QString &id)
{
    return m_store->run<void>(
        [id](Database &database) { return ConversationRepository(database).remove(id); });
}

Async<void> StoredConversations::appendMessage(const QString &conversationId, const ChatMessage &message)
{
    return m_store->run<void>([row = rowFrom(conversationId, message)](Database &database) -> Result<void> {
        const auto appended = ConversationRepository(database).append(row);
        return appended ? Result<void>() : Result<void>(fail(appended.error()));
    });
}

Async<void> StoredConversations::updateMessage(const QString &conversationId, const ChatMessage &message)
{
    return m_store->run<void>([row = rowFrom(conversationId, message)](Database &database) {
        return ConversationRepository(database).update(row);
    });
}

Async<void> StoredConversations::keepMessages(const QString &conversationId, int count)
{
    return m_store->run<void>([conversationId, count](Database &database) {
        return ConversationRepository(database).removeFrom(conversationId, count);
    });
}

} // namespace sekisho::app
