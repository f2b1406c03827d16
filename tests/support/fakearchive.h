// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/chat/conversationarchive.h>
#include <models/chat/turntracer.h>

#include <QMap>

namespace sekisho::test {

/// Keeps conversations in memory; every call ends at once.
class FakeArchive final : public models::ConversationArchive
{
public:
    core::Async<QList<models::ConversationHead>> list(const QString &search) override
    {
        QList<models::ConversationHead> found;
        for (const auto &conversation : conversations)
            if (conversation.head.title.contains(search))
                found << conversation.head;
        return core::readyFuture(core::Result<QList<models::ConversationHead>>(found));
    }
    core::Async<models::Conversation> load(const QString &id) override
    {
        if (!conversations.contains(id))
            return core::readyFuture(
                core::Result<models::Conversation>(core::fail(core::ErrorKind::NotFound, id)));
        return core::readyFuture(core::Result<models::Conversation>(conversations.value(id)));
    }
    core::Async<void> saveHead(const models::ConversationHead &head) override
    {
        conversations[head.id].head = head;
        return ok();
    }
    core::Async<void> remove(const QString &id) override
    {
        if (conversations.contains(id))
            removed[id] = conversations.take(id);
        return ok();
    }
    core::Async<void> restore(const QString &id) override
    {
        if (!removed.contains(id))
            return core::readyFuture(core::Result<void>(core::fail(core::ErrorKind::NotFound, id)));
        conversations[id] = removed.take(id);
        return ok();
    }
    core::Async<void> purge(const QString &id) override
    {
        removed.remove(id);
        return ok();
    }
    core::Async<void> appendMessage(const QString &id, const models::ChatMessage &message) override
    {
        conversations[id].messages << message;
        return ok();
    }
    core::Async<void> updateMessage(const QString &id, const models::ChatMessage &message) override
    {
        for (auto &kept : conversations[id].messages)
            if (kept.id == message.id)
                kept = message;
        return ok();
    }
    core::Async<void> keepMessages(const QString &id, int count) override
    {
        conversations[id].messages.resize(count);
        return ok();
    }
    QMap<QString, models::Conversation> conversations;
    QMap<QString, models::Conversation> removed;

private:
    static core::Async<void> ok() { return core::readyFuture(core::Result<void>()); }
};

/// Remembers what it was told.
class FakeTracer final : public models::TurnTracer
{
public:
    void trace(const client::ChatTurnTrace &turn) override { turns << turn; }
    QList<client::ChatTurnTrace> turns;
};

} // namespace sekisho::test
