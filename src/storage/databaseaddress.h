// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/secretstring.h>

#include <QList>

#include <utility>

namespace sekisho::storage {

/// Where a database is: an SQLite file, or a PostgreSQL server.
class DatabaseAddress
{
public:
    enum class Kind { Sqlite, Postgres };

    /// Nowhere.
    DatabaseAddress() = default;
    static DatabaseAddress file(const QString &path);

    /// Reads `postgresql://user:password@host:port/database?option=value` (or `postgres://`; several hosts
    /// parted by commas; every part percent-encoded) as libpq does, with two differences: `schema` chooses
    /// the schema as Prisma's URLs do, and Prisma's other options are notes. A text without "://" is the path
    /// of an SQLite file. InvalidInput names what is wrong, and never a value, since any of it may be a piece
    /// of a password.
    static core::Result<DatabaseAddress> parse(const QString &text);

    Kind kind() const { return m_kind; }
    bool isEmpty() const { return m_kind == Kind::Sqlite && m_path.isEmpty(); }
    /// For people and logs: the path, or the URL without user, password and options.
    QString name() const;

    // Of SQLite.
    const QString &path() const { return m_path; }

    // Of PostgreSQL; empty where the server or libpq decides.
    const QString &host() const { return m_host; } ///< or several, parted by commas
    const QString &port() const { return m_port; }
    const QString &database() const { return m_database; }
    const QString &user() const { return m_user; }
    const core::SecretString &password() const { return m_password; }
    const QString &schema() const { return m_schema; }
    /// Further options of libpq, for example sslmode, in the order given.
    const QList<std::pair<QString, QString>> &options() const { return m_options; }
    bool hasOption(QStringView name) const;
    /// In words: options that have no effect.
    const QStringList &notes() const { return m_notes; }

private:
    core::Result<void> readUrl(QStringView text);
    core::Result<void> readUser(QStringView text);
    core::Result<void> readHosts(QStringView text);
    core::Result<void> readOption(QStringView text);
    core::Result<void> takeOption(const QString &name, const QString &value);

    Kind m_kind = Kind::Sqlite;
    QString m_path;
    QString m_host;
    QString m_port;
    QString m_database;
    QString m_user;
    core::SecretString m_password;
    QString m_schema;
    QList<std::pair<QString, QString>> m_options;
    QStringList m_notes;
};

} // namespace sekisho::storage
