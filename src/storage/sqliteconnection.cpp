// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqliteconnection.h"

#include <QDir>
#include <QFileInfo>

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::Result;

namespace {

constexpr int BusyTimeoutMs = 10000;

Result<void> makeFolderOf(const QString &path)
{
    if (path == u":memory:" || QFileInfo(path).dir().mkpath(u"."_s))
        return {};
    return core::fail(ErrorKind::Storage, u"Cannot make the folder of the database %1"_s.arg(path));
}

} // namespace

SqliteConnection::SqliteConnection(QString path)
    : SqlConnection(SqlDialect::sqlite())
    , m_path(std::move(path))
{
}

Result<void> SqliteConnection::ensureOpen()
{
    if (m_isOpen)
        return {};
    if (auto made = makeFolderOf(m_path); !made)
        return made;
    if (const auto done = open(); !done)
        return core::failBecause(ErrorKind::Storage, u"Cannot open the database %1"_s.arg(m_path),
                                 done.error());
    m_isOpen = true;
    noteOpened();
    return {};
}

Result<void> SqliteConnection::open()
{
    auto handle = addHandle();
    if (!handle)
        return core::fail(handle.error());
    handle->setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(BusyTimeoutMs));
    handle->setDatabaseName(m_path);
    if (!handle->open())
        return failure(u"SQLite"_s, handle->lastError(), false);
    // Taking the write lock tells a file that can only be read, which opening it does not.
    for (const QString &sql : {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s,
                               u"PRAGMA foreign_keys = ON"_s, u"BEGIN IMMEDIATE"_s, u"ROLLBACK"_s}) {
        if (auto done = run(sql); !done)
            return done;
    }
    return {};
}

} // namespace sekisho::storage
