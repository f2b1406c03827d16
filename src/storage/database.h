// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "databaseaddress.h"
#include "row.h"
#include "serverlease.h"
#include "sqldialect.h"

#include <core/result.h>

#include <QVariantList>

#include <functional>
#include <optional>
#include <vector>

namespace sekisho::storage {

class SqlConnection;
struct MigrationStep;

/// One connection to one database, an SQLite file or on a PostgreSQL server; opened, used and closed on one
/// thread. Statements are prepared once and kept. Every failure is ErrorKind::Storage, with the code
/// "constraint" where a constraint refused; texts never hold bound values.
///
/// A connection to a server that was lost is made anew by the first use after, outside transactions; uses
/// fail until that succeeds. A transaction that lost it fails as a whole. Of a statement that lost it nobody
/// knows whether the server did it.
class Database
{
public:
    /// Opens or creates an SQLite file in WAL mode; ":memory:" is private to this connection. Fails on a file
    /// that is not a database, is read-only or lies in a folder that cannot be made.
    static core::Result<std::unique_ptr<Database>> open(const QString &path);
    /// The same for a file. Of a server: fails when it is not reached or refuses, and with Conflict when
    /// another gateway has the lease.
    static core::Result<std::unique_ptr<Database>> open(const DatabaseAddress &address, LeaseUse lease = {});
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Runs the steps `NNNN_*.sql` of a resource folder (":/storage/gateway") that the file has not seen,
    /// each in one transaction. A file newer than the program is refused (Unsupported) and left alone.
    core::Result<void> migrate(const QString &resourceFolder);

    /// Returns the number of rows changed.
    core::Result<std::int64_t> execute(const QString &sql, const QVariantList &values = {});
    /// Runs one statement many times, each time with other values: they are named `:p0`, `:p1` and so on.
    /// Returns the number of rows that each time changed. Inside a transaction, or the times before a failure
    /// count.
    core::Result<std::vector<std::int64_t>>
    executeEach(const QString &sql, qsizetype times, const std::function<QVariantList(qsizetype)> &valuesOf);
    /// As execute(), where the number does not matter.
    core::Result<void> run(const QString &sql, const QVariantList &values = {});

    template <typename T>
    core::Result<QList<T>> select(const QString &sql, const QVariantList &values,
                                  const std::function<T(const Row &)> &read);
    template <typename T>
    core::Result<std::optional<T>> selectOne(const QString &sql, const QVariantList &values,
                                             const std::function<T(const Row &)> &read);
    core::Result<void> forEach(const QString &sql, const QVariantList &values,
                               const std::function<void(const Row &)> &visit);

    /// Takes the write lock first. Commits if `work` succeeds, rolls back if not. Not nested. After a
    /// statement that failed the others fail, too (PostgreSQL), so `work` gives up.
    core::Result<void> transaction(const std::function<core::Result<void>()> &work);

    /// The number of the last schema step in the database; 0 for a new one.
    core::Result<int> schemaVersion();

    /// Succeeds while the database can be used; opens a lost connection.
    core::Result<void> check();
    /// Another gateway has the lease now: nothing works any more, and what is in memory is out of date.
    bool isDisplaced() const;
    /// `reload` runs on this thread after a lost connection was made anew, before anything else: what is
    /// known of the database may be out of date. While it fails, the connection counts as lost.
    void onReopened(std::function<core::Result<void>()> reload);

    const SqlDialect &dialect() const;
    /// How to name it to people; without user and password.
    QString path() const;

private:
    explicit Database(std::unique_ptr<SqlConnection> connection);
    core::Result<void> ensureOpen();
    core::Result<void> begin();
    core::Result<void> commit();
    core::Result<void> applyStep(const MigrationStep &step);

    std::unique_ptr<SqlConnection> m_connection;
    std::function<core::Result<void>()> m_reload;
    int m_openings = 0; ///< those that m_reload has seen
    int m_uses = 0;     ///< transactions and selects under way
};

template <typename T>
core::Result<QList<T>> Database::select(const QString &sql, const QVariantList &values,
                                        const std::function<T(const Row &)> &read)
{
    QList<T> rows;
    auto done = forEach(sql, values, [&](const Row &row) { rows.append(read(row)); });
    if (!done)
        return core::fail(done.error());
    return rows;
}

template <typename T>
core::Result<std::optional<T>> Database::selectOne(const QString &sql, const QVariantList &values,
                                                   const std::function<T(const Row &)> &read)
{
    std::optional<T> found;
    auto done = forEach(sql, values, [&](const Row &row) {
        if (!found)
            found = read(row);
    });
    if (!done)
        return core::fail(done.error());
    return found;
}

} // namespace sekisho::storage
