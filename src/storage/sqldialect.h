// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/error.h>

#include <QSqlError>
#include <QVariant>

namespace sekisho::storage {

/// Everything in which the two databases' SQL differs, once. What is not here is written in words that both
/// understand: `?` for values, ON CONFLICT, BIGINT and TEXT columns, numbers for truth values.
class SqlDialect
{
public:
    static const SqlDialect &sqlite();
    static const SqlDialect &postgres();
    virtual ~SqlDialect() = default;

    /// Qt's name of the driver.
    virtual QString driver() const = 0;
    /// Rows may come one by one although other statements run meanwhile.
    virtual bool readsForwardOnly() const = 0;
    /// Statements need not be ended one by one before their connection.
    virtual bool statementsEndWithConnection() const = 0;
    /// Whether a statement can be prepared at all.
    virtual bool canPrepare(const QString &sql) const = 0;
    /// Begins a transaction that holds the write lock, so that no other transaction writes meanwhile.
    virtual QStringList beginWriting() const = 0;
    /// The value as the driver binds it right.
    virtual QVariant bound(const QVariant &value) const = 0;
    /// The number of the last schema step; PostgreSQL's connections keep a table for it.
    virtual QString schemaVersion() const = 0;
    virtual QString setSchemaVersion(int version) const = 0;

    /// A text member of the JSON object in a column; NULL if there is none. `member` is a plain name.
    virtual QString jsonMember(const QString &column, const QString &member) const = 0;
    /// A source for FROM with one row for each text of the JSON array in a column, called `alias.value`.
    virtual QString jsonTexts(const QString &column, const QString &alias) const = 0;

    virtual bool isConstraint(const QSqlError &error) const = 0;
    /// The connection is gone, or no longer good for anything.
    virtual bool isConnectionLost(const QSqlError &error) const = 0;
    /// One line that says why, without bound values.
    virtual QString reason(const QSqlError &error, bool valuesBound) const = 0;
};

} // namespace sekisho::storage
