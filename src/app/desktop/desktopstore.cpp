// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopstore.h"

#include <core/logging.h>
#include <storage/desktop/conversationrepository.h>

namespace sekisho::app {

/// What the last run could not finish.
static core::Result<void> tidy(storage::Database &database)
{
    storage::ConversationRepository conversations(database);
    if (const auto recovered = conversations.recover(); !recovered)
        return core::fail(recovered.error());
    return conversations.emptyTrash();
}

DesktopStore::DesktopStore(const QString &path)
    : m_thread(QStringLiteral("desktop store"))
{
    m_thread.post([this, path] { open(path); });
}

DesktopStore::~DesktopStore()
{
    // A connection is closed on the thread that opened it.
    m_thread.post([this] { m_database.reset(); });
}

void DesktopStore::open(const QString &path)
{
    auto database = storage::Database::open(path);
    core::Result<void> ready = database ? (*database)->migrate(QStringLiteral(":/storage/desktop"))
                                        : core::Result<void>(core::fail(database.error()));
    if (ready)
        ready = tidy(**database);
    if (ready) {
        m_database = std::move(*database);
        return;
    }
    m_failure = ready.error();
    qCWarning(core::lcApp).noquote() << core::describe(m_failure);
}

} // namespace sekisho::app
