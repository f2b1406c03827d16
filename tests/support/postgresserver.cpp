// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresserver.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QThread>

#include <csignal>
#include <pwd.h>
#include <unistd.h>

namespace sekisho::support {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int Patience = 60000;

/// PostgreSQL refuses to run as root.
void giveAway(const QString &folder)
{
    if (geteuid() != 0)
        return;
    const passwd *user = getpwnam("postgres");
    if (!user || chown(qPrintable(folder), user->pw_uid, user->pw_gid) != 0)
        qFatal("%s cannot be given to the user postgres", qPrintable(folder));
}

QString newFolder()
{
    // Short, since the path of a socket may have about a hundred characters.
    QTemporaryDir folder(u"/tmp/sekisho-pg-XXXXXX"_s);
    folder.setAutoRemove(false);
    giveAway(folder.path());
    return folder.path();
}

} // namespace

QString PostgresServer::programs()
{
    const QDir versions(u"/usr/lib/postgresql"_s);
    for (const QString &version :
         versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name | QDir::Reversed)) {
        const QString folder = versions.filePath(version) + u"/bin/"_s;
        if (QFile::exists(folder + u"initdb"_s) && QFile::exists(folder + u"postgres"_s))
            return folder;
    }
    return {};
}

PostgresServer::PostgresServer()
    : m_folder(newFolder())
{
    run(programs() + u"initdb"_s,
        {u"-D"_s, m_folder + u"/data"_s, u"--no-sync"_s, u"--no-instructions"_s, u"-A"_s, u"trust"_s, u"-E"_s,
         u"UTF8"_s, u"--locale=C"_s, u"-U"_s, u"sekisho"_s});
    start();
    lockOneUser();
}

PostgresServer::~PostgresServer()
{
    crash();
    QDir(m_folder).removeRecursively();
}

QStringList PostgresServer::unprivileged(const QString &program, const QStringList &arguments) const
{
    QStringList all{u"--pdeathsig"_s, u"QUIT"_s};
    if (geteuid() == 0)
        all << u"--reuid"_s << u"postgres"_s << u"--regid"_s << u"postgres"_s << u"--clear-groups"_s;
    return all + QStringList{program} + arguments;
}

void PostgresServer::run(const QString &program, const QStringList &arguments) const
{
    QProcess process;
    process.setWorkingDirectory(m_folder);
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(u"setpriv"_s, unprivileged(program, arguments));
    if (!process.waitForFinished(Patience) || process.exitCode() != 0)
        qFatal("%s: %s", qPrintable(program), process.readAll().constData());
}

void PostgresServer::start()
{
    m_process.setWorkingDirectory(m_folder);
    m_process.setStandardErrorFile(m_folder + u"/log"_s, QIODevice::Append);
    m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.start(u"setpriv"_s,
                    unprivileged(programs() + u"postgres"_s,
                                 {u"-D"_s, m_folder + u"/data"_s, u"-k"_s, m_folder, u"-c"_s,
                                  u"listen_addresses="_s, u"-c"_s, u"fsync=off"_s, u"-c"_s,
                                  u"full_page_writes=off"_s, u"-c"_s, u"shared_buffers=32MB"_s}));
    const auto isReady = [this] {
        return QProcess::execute(programs() + u"pg_isready"_s, {u"-q"_s, u"-h"_s, m_folder}) == 0;
    };
    for (int tries = 0; !isReady(); ++tries) {
        if (tries > 1000 || (m_process.waitForFinished(30) || !isRunning()))
            qFatal("PostgreSQL does not start; see %s/log", qPrintable(m_folder));
    }
}

void PostgresServer::crash()
{
    if (!isRunning())
        return;
    ::kill(pid_t(m_process.processId()), SIGQUIT);
    m_process.waitForFinished(Patience);
}

void PostgresServer::lockOneUser() const
{
    sql(u"CREATE ROLE locked LOGIN PASSWORD 'right'"_s);
    QFile rules(m_folder + u"/data/pg_hba.conf"_s);
    if (!rules.open(QIODevice::ReadWrite))
        qFatal("%s cannot be written", qPrintable(rules.fileName()));
    const QByteArray others = rules.readAll();
    rules.seek(0);
    rules.write("local all locked scram-sha-256\n" + others);
    rules.close();
    sql(u"SELECT pg_reload_conf()"_s);
}

QString PostgresServer::url(const QString &schema, const QString &user) const
{
    return u"postgresql://%1@/postgres?host=%2&schema=%3"_s.arg(user, m_folder, schema);
}

QString PostgresServer::sql(const QString &statement) const
{
    QProcess psql;
    psql.start(programs() + u"psql"_s,
               {u"-h"_s, m_folder, u"-U"_s, u"sekisho"_s, u"-d"_s, u"postgres"_s, u"-Atqc"_s, statement});
    if (!psql.waitForFinished(Patience) || psql.exitCode() != 0)
        qFatal("psql: %s", psql.readAllStandardError().constData());
    return QString::fromUtf8(psql.readAllStandardOutput()).trimmed();
}

} // namespace sekisho::support
