// SPDX-License-Identifier: GPL-3.0-or-later
#include "database.h"

#include "migration.h"

#include <QDir>
#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>

#include <atomic>
#include <unordered_map>

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;

namespace {

constexpr int BusyTimeoutMs = 10000;
// Lists with optional filters make a handful of texts each; past this something builds SQL from data.
constexpr std::size_t MostStatements = 256;
constexpr auto InMemory = ":memory:"_L1;

// Primary result codes of SQLite whose texts name tables, columns and files only.
constexpr bool textHoldsNoValue(int code)
{
    constexpr int Busy = 5, Locked = 6, ReadOnly = 8, IoError = 10, Corrupt = 11, Full = 13, CannotOpen = 14,
                  Constraint = 19, NotADatabase = 26;
    switch (code) {
    case Busy:
    case Locked:
    case ReadOnly:
    case IoError:
    case Corrupt:
    case Full:
    case CannotOpen:
    case Constraint:
    case NotADatabase:
        return true;
    default:
        return false;
    }
}

core::Failure storageError(const QString &what, const QSqlError &error, bool valuesBound)
{
    constexpr int Constraint = 19;
    const int code = error.nativeErrorCode().toInt() & 0xff;
    const bool shown = !valuesBound || textHoldsNoValue(code);
    const QString reason = shown ? error.databaseText() : u"error %1"_s.arg(code);
    return fail(ErrorKind::Storage, u"%1: %2"_s.arg(what, reason.isEmpty() ? error.driverText() : reason),
                code == Constraint ? u"constraint"_s : QString());
}

QString firstWords(const QString &sql)
{
    constexpr int Shown = 60;
    return sql.simplified().left(Shown);
}

// The driver binds a null QString as NULL and only knows some integer types.
QVariant normalised(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QString:
        return value.toString().isNull() ? QVariant(u""_s) : value;
    case QMetaType::Long:
    case QMetaType::ULong:
    case QMetaType::ULongLong:
    case QMetaType::UInt:
        return value.toLongLong();
    default:
        return value;
    }
}

core::Result<void> makeFolderOf(const QString &path)
{
    if (path == InMemory || QFileInfo(path).dir().mkpath(u"."_s))
        return {};
    return fail(ErrorKind::Storage, u"Cannot make the folder of the database %1"_s.arg(path));
}

} // namespace

bool Row::isNull(int column) const
{
    return m_query.isNull(column);
}

std::int64_t Row::integer(int column) const
{
    return m_query.value(column).toLongLong();
}

double Row::real(int column) const
{
    return m_query.value(column).toDouble();
}

bool Row::boolean(int column) const
{
    return integer(column) != 0;
}

QString Row::text(int column) const
{
    return m_query.value(column).toString();
}

QByteArray Row::bytes(int column) const
{
    return m_query.value(column).toByteArray();
}

core::Timestamp Row::time(int column) const
{
    return core::fromMicros(integer(column));
}

std::optional<std::int64_t> Row::optionalInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<QString> Row::optionalText(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

std::optional<core::Timestamp> Row::optionalTime(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(time(column));
}

QVariant bind(const std::optional<QString> &value)
{
    return value ? QVariant(*value) : QVariant();
}

QVariant bind(const std::optional<std::int64_t> &value)
{
    return value ? QVariant(qlonglong(*value)) : QVariant();
}

QVariant bind(const std::optional<core::Timestamp> &value)
{
    return value ? bind(*value) : QVariant();
}

QVariant bind(core::Timestamp value)
{
    return qlonglong(core::toMicros(value));
}

QVariant bindText(QByteArrayView value)
{
    return QString::fromUtf8(value);
}

class Database::Private
{
public:
    using Statement = std::unique_ptr<QSqlQuery>;

    ~Private()
    {
        statements.clear();
        connection.close();
        connection = QSqlDatabase();
        QSqlDatabase::removeDatabase(name);
    }

    void addConnection()
    {
        static std::atomic<std::uint64_t> counter{0};
        name = u"sekisho-%1"_s.arg(++counter);
        connection = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        connection.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(BusyTimeoutMs));
        connection.setDatabaseName(path);
    }

    core::Result<void> run(const QString &sql)
    {
        QSqlQuery query(connection);
        if (!query.exec(sql))
            return storageError(u"Cannot run '%1'"_s.arg(firstWords(sql)), query.lastError(), false);
        return {};
    }

    /// A statement in use is not in the table, so that a visitor may run the same text again.
    core::Result<Statement> take(const QString &sql)
    {
        if (auto node = statements.extract(sql))
            return std::move(node.mapped());
        auto query = std::make_unique<QSqlQuery>(connection);
        query->setForwardOnly(true);
        if (!query->prepare(sql))
            return storageError(u"Cannot prepare '%1'"_s.arg(firstWords(sql)), query->lastError(), false);
        return query;
    }

    void giveBack(const QString &sql, Statement statement)
    {
        statement->finish();
        if (statements.size() >= MostStatements)
            statements.clear();
        statements.insert_or_assign(sql, std::move(statement));
    }

    core::Result<Statement> start(const QString &sql, const QVariantList &values)
    {
        auto statement = take(sql);
        if (!statement)
            return statement;
        for (int i = 0; i < values.size(); ++i)
            (*statement)->bindValue(i, normalised(values.at(i)));
        if (!(*statement)->exec())
            return storageError(u"Cannot run '%1'"_s.arg(firstWords(sql)), (*statement)->lastError(), true);
        return statement;
    }

    QString path;
    QString name;
    QSqlDatabase connection;
    std::unordered_map<QString, Statement> statements;
};

Database::Database(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

Database::~Database() = default;

core::Result<std::unique_ptr<Database>> Database::open(const QString &path)
{
    if (auto made = makeFolderOf(path); !made)
        return fail(made.error());
    auto d = std::make_unique<Private>();
    d->path = path;
    d->addConnection();
    const auto failure = [&path](const core::Error &cause) {
        return core::failBecause(ErrorKind::Storage, u"Cannot open the database %1"_s.arg(path), cause);
    };
    if (!d->connection.open())
        return failure(storageError(u"SQLite"_s, d->connection.lastError(), false).value());
    // Taking the write lock tells a file that can only be read, which opening it does not.
    for (const QString &sql : {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s,
                               u"PRAGMA foreign_keys = ON"_s, u"BEGIN IMMEDIATE"_s, u"ROLLBACK"_s}) {
        if (auto done = d->run(sql); !done)
            return failure(done.error());
    }
    return std::unique_ptr<Database>(new Database(std::move(d)));
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
                .arg(d->path)
                .arg(*version)
                .arg(steps->size()));
    for (const MigrationStep &step : *steps) {
        if (auto done = applyStep(step); !done)
            return core::failBecause(ErrorKind::Storage,
                                     u"Schema step %1 failed in %2"_s.arg(step.name, d->path), done.error());
    }
    return {};
}

core::Result<int> Database::schemaVersion()
{
    const auto version = selectOne<int>(u"PRAGMA user_version"_s, {},
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
            if (auto done = d->run(statement); !done)
                return done;
        }
        return d->run(u"PRAGMA user_version = %1"_s.arg(step.version));
    });
}

core::Result<std::int64_t> Database::execute(const QString &sql, const QVariantList &values)
{
    auto statement = d->start(sql, values);
    if (!statement)
        return fail(statement.error());
    const auto changed = (*statement)->numRowsAffected();
    d->giveBack(sql, std::move(*statement));
    return changed;
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
    auto statement = d->start(sql, values);
    if (!statement)
        return fail(statement.error());
    QSqlQuery &query = **statement;
    const Row row(query);
    while (query.next())
        visit(row);
    if (query.lastError().isValid())
        return storageError(u"Cannot read '%1'"_s.arg(firstWords(sql)), query.lastError(), true);
    d->giveBack(sql, std::move(*statement));
    return {};
}

// BEGIN IMMEDIATE waits for the write lock; a deferred one would fail at once when it turns from reading to
// writing.
core::Result<void> Database::transaction(const std::function<core::Result<void>()> &work)
{
    if (auto begun = d->run(u"BEGIN IMMEDIATE"_s); !begun)
        return begun;
    auto done = work();
    if (done)
        done = d->run(u"COMMIT"_s);
    if (done)
        return done;
    // Some failures have rolled back already; then there is nothing left to do and the first error is the one
    // to tell.
    if (auto rolledBack = d->run(u"ROLLBACK"_s); !rolledBack)
        return done;
    return done;
}

QString Database::path() const
{
    return d->path;
}

} // namespace sekisho::storage
