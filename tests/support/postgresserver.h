// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

namespace sekisho::support {

/// Debian's PostgreSQL as a child of the test, in a temporary folder, on a socket there; it ends with the
/// test. It trusts everybody but the user "locked", who has the password "right". Nothing is synced to the
/// disk.
class PostgresServer
{
public:
    /// Makes the cluster; qFatal if that fails.
    PostgresServer();
    ~PostgresServer();

    /// Empty if PostgreSQL is not installed.
    static QString programs();

    void start();
    /// As a crash would: connections break, nothing is flushed.
    void crash();
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    /// "postgresql://USER@/postgres?host=FOLDER&schema=SCHEMA".
    QString url(const QString &schema, const QString &user = QStringLiteral("sekisho")) const;
    /// Runs SQL with psql; qFatal if it fails.
    QString sql(const QString &statement) const;

private:
    QStringList unprivileged(const QString &program, const QStringList &arguments) const;
    void run(const QString &program, const QStringList &arguments) const;
    void lockOneUser() const;

    QString m_folder;
    QProcess m_process;
};

} // namespace sekisho::support
