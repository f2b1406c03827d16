// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopstore.h"

#include <core/logging.h>
#include <storage/desktop/conversationrepository.h>

namespace sekisho::app {

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
    if (ready) {
        if (const auto recovered = storage::ConversationRepository(**database).recover(); !recovered)
            ready = core::fail(recovered.error());
    }
    if (ready) {
        m_database = std::move(*database);
        return;
    }
    m_failure = ready.error();
    qCWarning(core::lcApp).noquote() << core::describe(m_failure);
}

} // namespace sekisho::app
