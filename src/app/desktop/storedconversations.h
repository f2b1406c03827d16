// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktopstore.h"

#include <core/clock.h>
#include <models/chat/conversationarchive.h>

namespace sekisho::app {

/// The conversations of the chat in desktop.db.
class StoredConversations final : public models::ConversationArchive
{
public:
    /// Both are borrowed.
    StoredConversations(DesktopStore *store, const core::Clock *clock);

    core::Async<QList<models::ConversationHead>> list(const QString &search) override;
    core::Async<models::Conversation> load(const QString &id) override;
    core::Async<void> saveHead(const models::ConversationHead &head) override;
    core::Async<void> remove(const QString &id) override;
    core::Async<void> restore(const QString &id) override;
    core::Async<void> purge(const QString &id) override;
    core::Async<void> appendMessage(const QString &conversationId,
                                    const models::ChatMessage &message) override;
    core::Async<void> updateMessage(const QString &conversationId,
                                    const models::ChatMessage &message) override;
    core::Async<void> keepMessages(const QString &conversationId, int count) override;

private:
    DesktopStore *m_store;
    const core::Clock *m_clock;
};

} // namespace sekisho::app
