// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqliteconnection.h"

#include <QDir>
#include <QFileInfo>

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::Result;

namespace {

/// For another process that holds the file; our own connections hold it for milliseconds.
constexpr int BusyTimeoutMs = 5000;

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

/// Before SQLite makes files beside it that can only be read, too, and stay so.
static bool canOnlyBeRead(const QString &path)
{
    const QFileInfo file(path);
    return file.isFile() && !file.isWritable();
}

Result<void> SqliteConnection::open()
{
    if (canOnlyBeRead(m_path))
        return core::fail(ErrorKind::Storage, u"The file can only be read"_s);
    auto handle = addHandle();
    if (!handle)
        return core::fail(handle.error());
    handle->setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(BusyTimeoutMs));
    handle->setDatabaseName(m_path);
    if (!handle->open())
        return failure(u"SQLite"_s, handle->lastError(), false);
    // Opening tells neither a file that can only be read, of which SQLite even lets the write lock be taken,
    // nor one that is spoilt. Adding a table, of which nothing stays, tells both.
    for (const QString &sql :
         {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s, u"PRAGMA foreign_keys = ON"_s,
          u"BEGIN IMMEDIATE"_s, u"CREATE TABLE sekisho_probe (a)"_s, u"ROLLBACK"_s}) {
        if (auto done = run(sql); !done)
            return done;
    }
    return {};
}

} // namespace sekisho::storage
