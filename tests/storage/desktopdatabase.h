// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/database.h>

#include <QTemporaryDir>

namespace sekisho::test {

/// A desktop.db in a folder of its own; can be closed and opened again.
class DesktopDatabase
{
public:
    DesktopDatabase() { reopen(); }

    void reopen()
    {
        m_database.reset();
        auto opened = storage::Database::open(m_folder.filePath(QStringLiteral("desktop.db")));
        if (!opened)
            qFatal("%s", qPrintable(core::describe(opened.error())));
        m_database = std::move(*opened);
        if (auto migrated = m_database->migrate(QStringLiteral(":/storage/desktop")); !migrated)
            qFatal("%s", qPrintable(core::describe(migrated.error())));
    }
    storage::Database &operator*() { return *m_database; }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<storage::Database> m_database;
};

inline core::Timestamp at(std::int64_t seconds)
{
    return core::fromMicros(1'763'870'400'000'000 + seconds * 1'000'000);
}

} // namespace sekisho::test
