// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/timestamp.h>

#include <QSqlQuery>
#include <QVariantList>

#include <functional>
#include <optional>

namespace sekisho::storage {

struct MigrationStep;

/// The current row of a select, read by column position. Null reads as zero, empty or std::nullopt.
class Row
{
public:
    explicit Row(const QSqlQuery &query)
        : m_query(query)
    {
    }
    bool isNull(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    bool boolean(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;
    core::Timestamp time(int column) const;
    std::optional<std::int64_t> optionalInteger(int column) const;
    std::optional<QString> optionalText(int column) const;
    std::optional<core::Timestamp> optionalTime(int column) const;

private:
    const QSqlQuery &m_query;
};

/// One connection to one database file; opened, used and closed on one thread. Statements are prepared once
/// and kept. Every failure is ErrorKind::Storage, with the code "constraint" where a constraint refused;
/// texts never hold bound values.
class Database
{
public:
    /// Opens or creates an SQLite file in WAL mode; ":memory:" is private to this connection. Fails on a file
    /// that is not a database, is read-only or lies in a folder that cannot be made.
    static core::Result<std::unique_ptr<Database>> open(const QString &path);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Runs the steps `NNNN_*.sql` of a resource folder (":/storage/gateway") that the file has not seen,
    /// each in one transaction. A file newer than the program is refused (Unsupported) and left alone.
    core::Result<void> migrate(const QString &resourceFolder);

    /// Returns the number of rows changed.
    core::Result<std::int64_t> execute(const QString &sql, const QVariantList &values = {});
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

    /// Takes the write lock first. Commits if `work` succeeds, rolls back if not. Not nested.
    core::Result<void> transaction(const std::function<core::Result<void>()> &work);

    /// The number of the last schema step in the file; 0 for a new one.
    core::Result<int> schemaVersion();

    QString path() const;

private:
    class Private;
    core::Result<void> applyStep(const MigrationStep &step);
    explicit Database(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

// How values are bound; qualify the call for a value that is not const, since std::bind fits it better.
// A null QString is bound as an empty text; only an invalid QVariant is NULL.
QVariant bind(const std::optional<QString> &value);
QVariant bind(const std::optional<std::int64_t> &value);
QVariant bind(const std::optional<core::Timestamp> &value);
QVariant bind(core::Timestamp value);
/// Text that is kept as bytes (hashes); a bare QByteArray would be bound as a BLOB, which no TEXT equals.
QVariant bindText(QByteArrayView value);

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
