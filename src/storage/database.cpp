// SPDX-License-Identifier: GPL-3.0-or-later
#include "database.h"

#include "migration.h"
#include "postgresconnection.h"
#include "sqliteconnection.h"

#include <QScopedValueRollback>

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;

namespace {

std::unique_ptr<SqlConnection> connectionTo(const DatabaseAddress &address, LeaseUse lease)
{
    if (address.kind() == DatabaseAddress::Kind::Postgres)
        return std::make_unique<PostgresConnection>(address, std::move(lease));
    return std::make_unique<SqliteConnection>(address.path());
}

} // namespace

Database::Database(std::unique_ptr<SqlConnection> connection)
    : m_connection(std::move(connection))
{
}

Database::~Database() = default;

core::Result<std::unique_ptr<Database>> Database::open(const QString &path)
{
    return open(DatabaseAddress::file(path));
}

core::Result<std::unique_ptr<Database>> Database::open(const DatabaseAddress &address, LeaseUse lease)
{
    std::unique_ptr<Database> database(new Database(connectionTo(address, std::move(lease))));
    if (const auto done = database->ensureOpen(); !done)
        return fail(done.error());
    return database;
}

void Database::onReopened(std::function<core::Result<void>()> reload)
{
    m_reload = std::move(reload);
    m_openings = m_connection->openings();
}

// Inside a transaction, or while rows are read, a new connection would not be the one that they belong to.
core::Result<void> Database::ensureOpen()
{
    if (m_uses > 0)
        return {};
    auto done = m_connection->ensureOpen();
    const int openings = m_connection->openings();
    if (!done || !m_reload || m_openings == openings)
        return done;
    const QScopedValueRollback use(m_uses, m_uses + 1);
    done = m_reload();
    if (done)
        m_openings = openings;
    return done;
}

core::Result<void> Database::check()
{
    m_connection->distrust();
    return ensureOpen();
}

bool Database::isDisplaced() const
{
    return m_connection->isDisplaced();
}

const SqlDialect &Database::dialect() const
{
    return m_connection->dialect();
}

QString Database::path() const
{
    return m_connection->name();
}

core::Result<void> Database::migrate(const QString &resourceFolder)
{
    const auto steps = loadMigrations(resourceFolder);
    if (!steps)
        return fail(steps.error());
    const auto version = schemaVersion();
    if (!version)
        return fail(version.error());
    if (*version > steps->size())
        return fail(
            ErrorKind::Unsupported,
            u"The database %1 was written by a newer version of Sekisho (schema %2, this one knows %3)"_s
                .arg(path())
                .arg(*version)
                .arg(steps->size()));
    for (const MigrationStep &step : *steps) {
        if (auto done = applyStep(step); !done)
            return core::failBecause(ErrorKind::Storage,
                                     u"Schema step %1 failed in %2"_s.arg(step.name, path()), done.error());
    }
    return {};
}

core::Result<int> Database::schemaVersion()
{
    const auto version = selectOne<int>(dialect().schemaVersion(), {},
                                        [](const Row &row) { return static_cast<int>(row.integer(0)); });
    if (!version)
        return fail(version.error());
    return version->value_or(0);
}

// The version is read again under the write lock, since another process may be at the same step.
core::Result<void> Database::applyStep(const MigrationStep &step)
{
    return transaction([&]() -> core::Result<void> {
        const auto version = schemaVersion();
        if (!version)
            return fail(version.error());
        if (*version >= step.version)
            return {};
        for (const QString &statement : step.statements) {
            if (auto done = m_connection->run(statement); !done)
                return done;
        }
        return m_connection->run(dialect().setSchemaVersion(step.version));
    });
}

core::Result<std::int64_t> Database::execute(const QString &sql, const QVariantList &values)
{
    if (const auto done = ensureOpen(); !done)
        return fail(done.error());
    auto statement = m_connection->start(sql, values);
    if (!statement)
        return fail(statement.error());
    const auto changed = (*statement)->numRowsAffected();
    m_connection->giveBack(sql, std::move(*statement));
    return changed;
}

core::Result<std::vector<std::int64_t>>
Database::executeEach(const QString &sql, qsizetype times,
                      const std::function<QVariantList(qsizetype)> &valuesOf)
{
    if (const auto done = ensureOpen(); !done)
        return fail(done.error());
    auto statement = m_connection->take(sql);
    if (!statement)
        return fail(statement.error());
    std::vector<std::int64_t> changed;
    core::Result<void> done;
    for (qsizetype i = 0; i < times && done; ++i) {
        done = m_connection->runNamed(**statement, sql, valuesOf(i));
        changed.push_back((*statement)->numRowsAffected());
    }
    m_connection->giveBack(sql, std::move(*statement));
    return done ? core::Result<std::vector<std::int64_t>>(std::move(changed)) : fail(done.error());
}

core::Result<void> Database::run(const QString &sql, const QVariantList &values)
{
    if (auto changed = execute(sql, values); !changed)
        return fail(changed.error());
    return {};
}

core::Result<void> Database::forEach(const QString &sql, const QVariantList &values,
                                     const std::function<void(const Row &)> &visit)
{
    if (auto done = ensureOpen(); !done)
        return done;
    auto statement = m_connection->start(sql, values);
    if (!statement)
        return fail(statement.error());
    const QScopedValueRollback use(m_uses, m_uses + 1);
    QSqlQuery &query = **statement;
    const Row row(query);
    while (query.next())
        visit(row);
    if (query.lastError().isValid())
        return m_connection->failure(u"Cannot read '%1'"_s.arg(sql.simplified().left(60)), query.lastError(),
                                     true);
    m_connection->giveBack(sql, std::move(*statement));
    return {};
}

core::Result<void> Database::begin()
{
    (void)m_connection->takeFailure();
    for (const QString &sql : dialect().beginWriting()) {
        if (auto done = m_connection->run(sql); !done)
            return done;
    }
    return {};
}

// PostgreSQL would answer COMMIT after a failed statement with success, and keep nothing.
core::Result<void> Database::commit()
{
    if (auto failed = m_connection->takeFailure())
        return fail(*failed);
    return m_connection->run(u"COMMIT"_s);
}

core::Result<void> Database::transaction(const std::function<core::Result<void>()> &work)
{
    if (auto done = ensureOpen(); !done)
        return done;
    const QScopedValueRollback use(m_uses, m_uses + 1);
    auto done = begin();
    if (done)
        done = work();
    if (done)
        done = commit();
    // Some failures have rolled back already, and a lost connection has; the first error is the one to tell.
    if (!done)
        (void)m_connection->run(u"ROLLBACK"_s);
    return done;
}

} // namespace sekisho::storage
