// SPDX-License-Identifier: GPL-3.0-or-later
#include "postgresconnection.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using core::ErrorKind;
using core::Result;

namespace {

constexpr auto ShortestPause = 100ms;
constexpr auto LongestPause = 5000ms;
// A connection that rested this long may have died unseen.
constexpr auto Rest = 1s;

// The lease is a lock of the session, one for each schema; the number is "SKSH".
const auto LeaseClass = u"1397445448"_s;
const auto LeaseKey = u"1397445448, hashtext(current_schema())"_s;

QString quoted(QString value)
{
    value.replace(u'\\', u"\\\\"_s).replace(u'\'', u"\\'"_s);
    return u'\'' + value + u'\'';
}

QString literal(QString value)
{
    return u'\'' + value.replace(u'\'', u"''"_s) + u'\'';
}

/// The server's number of the connection that has the lease.
QString holderSql()
{
    return u"SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objsubid = 2 AND classid = "
           u"%1 "
           "AND objid = (hashtext(current_schema())::bigint & 4294967295)::oid "
           "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"_s.arg(
               LeaseClass);
}

QString identifier(QString name)
{
    return u'"' + name.replace(u'"', u"\"\""_s) + u'"';
}

/// Those of the address, and where it names none such that a peer who is gone is noticed within a minute.
QString connectOptions(const DatabaseAddress &address)
{
    auto options = address.options();
    const std::initializer_list<std::pair<QString, QString>> defaults{
        {u"connect_timeout"_s, u"5"_s},  {u"application_name"_s, u"sekisho-gateway"_s},
        {u"keepalives_idle"_s, u"30"_s}, {u"keepalives_interval"_s, u"10"_s},
        {u"keepalives_count"_s, u"3"_s}, {u"tcp_user_timeout"_s, u"30000"_s},
    };
    for (const auto &option : defaults) {
        if (!address.hasOption(option.first))
            options.append(option);
    }
    QStringList texts;
    for (const auto &[name, value] : std::as_const(options))
        texts.append(name + u'=' + quoted(value));
    if (!address.port().isEmpty())
        texts.append(u"port="_s + quoted(address.port()));
    return texts.join(u';');
}

} // namespace

PostgresConnection::PostgresConnection(DatabaseAddress address, LeaseUse lease)
    : SqlConnection(SqlDialect::postgres())
    , m_address(std::move(address))
    , m_lease(std::move(lease))
{
}

void PostgresConnection::noteFailure(const QSqlError &error)
{
    if (dialect().isConnectionLost(error))
        m_isOpen = false;
}

bool PostgresConnection::isDisplaced() const
{
    return m_lease.lease && m_lease.lease->state == ServerLease::State::Lost;
}

Result<void> PostgresConnection::ensureOpen()
{
    if (isDisplaced())
        return refuse();
    const bool hasRested = std::chrono::steady_clock::now() - m_lastProof > Rest;
    if (m_isOpen && (!hasRested || isAlive()))
        return {};
    return reopen();
}

bool PostgresConnection::isAlive()
{
    return run(u"SELECT 1"_s).has_value();
}

bool PostgresConnection::mayTry() const
{
    return std::chrono::steady_clock::now() >= m_nextTry || openingsOfAll() != m_openingsSeen;
}

Result<void> PostgresConnection::reopen()
{
    if (!mayTry())
        return core::fail(ErrorKind::Storage, u"The database %1 cannot be reached"_s.arg(name()));
    removeHandle();
    m_openingsSeen = openingsOfAll();
    if (const auto done = open(); !done) {
        m_isOpen = false;
        m_pause = std::clamp<std::chrono::milliseconds>(m_pause * 2, ShortestPause, LongestPause);
        m_nextTry = std::chrono::steady_clock::now() + m_pause;
        return core::failBecause(done.error().kind, u"Cannot open the database %1"_s.arg(name()),
                                 done.error());
    }
    m_pause = 0ms;
    if (m_lease.lease)
        ++m_lease.lease->openings;
    noteOpened();
    return {};
}

Result<void> PostgresConnection::open()
{
    auto handle = addHandle();
    if (!handle)
        return core::fail(handle.error());
    handle->setHostName(m_address.host());
    handle->setDatabaseName(m_address.database());
    handle->setUserName(m_address.user());
    handle->setPassword(m_address.password().reveal());
    handle->setConnectOptions(connectOptions(m_address));
    // Sums are decimal numbers; as doubles they would lose digits.
    handle->setNumericalPrecisionPolicy(QSql::HighPrecision);
    if (!handle->open())
        return failure(u"PostgreSQL"_s, handle->lastError(), false);
    m_isOpen = true;
    auto done = setUpSession();
    return done ? takePart() : done;
}

// The server, too, has to notice that a peer is gone: it holds that peer's locks. Waiting for a lock ends
// after ten seconds, as with SQLite.
Result<void> PostgresConnection::setUpSession()
{
    auto done = run(u"SELECT set_config('client_min_messages', 'error', false), "
                    "set_config('lock_timeout', '10000', false), "
                    "set_config('tcp_keepalives_idle', '30', false), "
                    "set_config('tcp_keepalives_interval', '10', false), "
                    "set_config('tcp_keepalives_count', '3', false)"_s);
    if (done && !m_address.schema().isEmpty())
        done = useSchema();
    return done;
}

Result<void> PostgresConnection::useSchema()
{
    const QString &schema = m_address.schema();
    auto known = value(u"SELECT 1 FROM pg_namespace WHERE nspname = "_s + literal(schema));
    if (!known)
        return core::fail(known.error());
    auto done = *known ? Result<void>() : run(u"CREATE SCHEMA "_s + identifier(schema));
    return done ? run(u"SET search_path TO "_s + identifier(schema)) : done;
}

Result<std::optional<QString>> PostgresConnection::value(const QString &sql)
{
    QSqlQuery query(handle());
    if (!query.exec(sql))
        return failure(u"Cannot prepare the session"_s, query.lastError(), true);
    return query.next() ? std::optional(query.value(0).toString()) : std::nullopt;
}

Result<void> PostgresConnection::makeSchemaTable()
{
    auto done =
        run(u"CREATE TABLE IF NOT EXISTS sekisho_schema (version BIGINT NOT NULL, gateway TEXT NOT NULL)"_s);
    return done ? run(u"INSERT INTO sekisho_schema (version, gateway) SELECT 0, '' "
                      "WHERE NOT EXISTS (SELECT 1 FROM sekisho_schema)"_s)
                : done;
}

Result<void> PostgresConnection::takePart()
{
    if (!m_lease.lease)
        return makeSchemaTable();
    if (m_lease.part == LeaseUse::Part::Follower)
        return checkLease();
    auto done = takeLock();
    if (done)
        done = makeSchemaTable();
    return done ? nameHolder() : done;
}

Result<void> PostgresConnection::takeLock()
{
    const auto taken = value(u"SELECT pg_try_advisory_lock(%1)::int"_s.arg(LeaseKey));
    if (!taken)
        return core::fail(taken.error());
    return *taken == u"1" ? Result<void>() : waitForLock();
}

// A connection that broke on the way may live on in the server, with the lock. It is ended; any other holder
// gets a moment, since it may be about to end.
Result<void> PostgresConnection::waitForLock()
{
    const auto holder = value(holderSql());
    if (!holder)
        return core::fail(holder.error());
    if (*holder == QString::number(m_lease.lease->holder))
        (void)value(u"SELECT pg_terminate_backend(%1)"_s.arg(**holder));
    auto done = run(u"SET lock_timeout = 3000"_s);
    if (done)
        done = run(u"SELECT pg_advisory_lock(%1)"_s.arg(LeaseKey));
    if (done)
        return run(u"SET lock_timeout = 10000"_s);
    return m_isOpen ? Result<void>(loseLease()) : done;
}

Result<void> PostgresConnection::nameHolder()
{
    ServerLease &lease = *m_lease.lease;
    const auto last = value(u"SELECT gateway FROM sekisho_schema"_s);
    const auto pid = value(u"SELECT pg_backend_pid()"_s);
    if (!last || !pid)
        return core::fail(last ? pid.error() : last.error());
    if (lease.state == ServerLease::State::Held && *last != lease.instance)
        return loseLease();
    if (auto done = run(u"UPDATE sekisho_schema SET gateway = "_s + literal(lease.instance)); !done)
        return done;
    lease.holder = (*pid)->toInt();
    lease.state = ServerLease::State::Held;
    return {};
}

Result<void> PostgresConnection::checkLease()
{
    const auto holder = value(holderSql());
    if (!holder)
        return core::fail(holder.error());
    if (*holder == QString::number(m_lease.lease->holder))
        return {};
    return core::fail(ErrorKind::Storage, u"The gateway has not got its lock on the database back yet"_s);
}

core::Failure PostgresConnection::loseLease()
{
    auto held = ServerLease::State::Held;
    m_lease.lease->state.compare_exchange_strong(held, ServerLease::State::Lost);
    return refuse();
}

core::Failure PostgresConnection::refuse() const
{
    if (isDisplaced())
        return core::fail(
            ErrorKind::Storage,
            u"Another gateway has served the database %1 meanwhile; this one must be started again"_s.arg(
                name()));
    return core::fail(ErrorKind::Conflict, u"Another gateway is using the database %1"_s.arg(name()));
}

} // namespace sekisho::storage
