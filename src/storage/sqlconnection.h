// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "sqldialect.h"

#include <core/result.h>

#include <QSqlDatabase>
#include <QSqlQuery>

#include <optional>
#include <unordered_map>

namespace sekisho::storage {

/// One connection of QtSql with its prepared statements; on one thread. Its kinds differ in how they come to
/// be open.
class SqlConnection
{
public:
    using Statement = std::unique_ptr<QSqlQuery>;

    virtual ~SqlConnection();
    SqlConnection(const SqlConnection &) = delete;
    SqlConnection &operator=(const SqlConnection &) = delete;

    /// Opens it, or makes sure that it still is. Called where nothing hangs on the connection's state: not
    /// inside a transaction or while rows are read.
    virtual core::Result<void> ensureOpen() = 0;
    /// The next ensureOpen() takes nothing for granted.
    virtual void distrust() {}
    /// Another gateway has taken the database over.
    virtual bool isDisplaced() const { return false; }
    /// How often it was opened.
    int openings() const { return m_openings; }
    /// How errors name the database.
    virtual QString name() const = 0;
    const SqlDialect &dialect() const { return m_dialect; }

    /// A statement without values, not kept.
    core::Result<void> run(const QString &sql);
    /// A prepared statement that has run; give it back after its rows were read.
    core::Result<Statement> start(const QString &sql, const QVariantList &values);
    /// Prepared, not run.
    core::Result<Statement> take(const QString &sql);
    /// Runs it; its values are named `:p0`, `:p1` and so on, which is bound in a quarter of the time that
    /// places take.
    core::Result<void> runNamed(QSqlQuery &statement, const QString &sql, const QVariantList &values);
    void giveBack(const QString &sql, Statement statement);
    core::Failure failure(const QString &what, const QSqlError &error, bool valuesBound);
    /// The first failure since this was last called.
    std::optional<core::Error> takeFailure() { return std::exchange(m_failure, std::nullopt); }

protected:
    explicit SqlConnection(const SqlDialect &dialect)
        : m_dialect(dialect)
    {
    }

    /// A new handle, not open yet; fails where Qt has no driver.
    core::Result<QSqlDatabase> addHandle();
    /// Drops the handle and the statements.
    void removeHandle();
    QSqlDatabase handle() const { return m_handle; }
    void noteOpened() { ++m_openings; }
    // Told of every statement.
    virtual void noteSuccess() {}
    virtual void noteFailure(const QSqlError &) {}

private:
    core::Result<Statement> startUnprepared(const QString &sql);

    const SqlDialect &m_dialect;
    QString m_handleName;
    QSqlDatabase m_handle;
    int m_openings = 0;
    std::optional<core::Error> m_failure;
    std::unordered_map<QString, Statement> m_statements;
};

} // namespace sekisho::storage
