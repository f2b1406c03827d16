// SPDX-License-Identifier: GPL-3.0-or-later
#include <storage/database.h>

#include <QTest>

#include <support/postgresserver.h>
#include <support/testdatabase.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::ErrorKind;
using storage::Database;
using storage::DatabaseAddress;
using storage::LeaseUse;
using storage::Row;
using storage::ServerLease;

/// What only a server does: passwords, connections that break, and the lease.
class PostgresTest : public QObject
{
    Q_OBJECT

private:
    support::PostgresServer &m_server = support::postgresServer();
    int m_count = 0;
    QString m_schema;

    DatabaseAddress address() const { return *DatabaseAddress::parse(m_server.url(m_schema)); }

    std::unique_ptr<Database> opened(LeaseUse lease = {})
    {
        auto database = Database::open(address(), std::move(lease));
        if (!database)
            qWarning("%s", qPrintable(core::describe(database.error())));
        return database ? std::move(*database) : nullptr;
    }

    static std::int64_t number(Database &database, const QString &sql)
    {
        const auto found =
            database.selectOne<std::int64_t>(sql, {}, [](const Row &row) { return row.integer(0); });
        return found && *found ? **found : -1;
    }

    static LeaseUse holder(const std::shared_ptr<ServerLease> &lease)
    {
        return {lease, LeaseUse::Part::Holder};
    }

    static std::shared_ptr<ServerLease> leaseOf(const QString &gateway)
    {
        return std::make_shared<ServerLease>(gateway);
    }

private Q_SLOTS:
    void init()
    {
        m_schema = u"Schema \"%1\""_s.arg(++m_count);
        if (!m_server.isRunning())
            m_server.start();
    }

    void aWrongPasswordIsToldWithoutIt()
    {
        auto right = DatabaseAddress::parse(m_server.url(u"public"_s, u"locked:right"_s));
        auto wrong = DatabaseAddress::parse(m_server.url(u"public"_s, u"locked:wrong-one"_s));
        const auto refused = Database::open(*wrong);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Storage);
        QVERIFY(core::describe(refused.error()).contains(u"password authentication failed"_s));
        QVERIFY(!core::describe(refused.error()).contains(u"wrong-one"_s));
        // This user may connect but make no tables.
        const auto accepted = Database::open(*right);
        QVERIFY(!accepted);
        QVERIFY2(core::describe(accepted.error()).contains(u"permission denied"_s),
                 qPrintable(core::describe(accepted.error())));
    }

    void noServerIsAnError()
    {
        const auto database =
            Database::open(*DatabaseAddress::parse(u"postgresql://u:secret@127.0.0.1:1/d"_s));
        QVERIFY(!database);
        QVERIFY(core::describe(database.error()).contains(u"refused"_s));
        QVERIFY(!core::describe(database.error()).contains(u"secret"_s));
    }

    void sumsKeepEveryDigit()
    {
        const auto database = opened();
        QVERIFY(database->run(u"CREATE TABLE t (i BIGINT)"_s));
        QVERIFY(database->run(u"INSERT INTO t VALUES (?), (?)"_s,
                              {qlonglong(9'007'199'254'740'993), qlonglong(2)}));
        QCOMPARE(number(*database, u"SELECT SUM(i) FROM t"_s), 9'007'199'254'740'995);
        QCOMPARE(number(*database, u"SELECT AVG(i) FROM t WHERE i < 5"_s), 2);
        QCOMPARE(number(*database, u"SELECT i = 2 FROM t WHERE i < 5"_s), 1);
    }

    void aZeroCharacterBecomesAReplacement()
    {
        const auto database = opened();
        QVERIFY(database->run(u"CREATE TABLE t (s TEXT)"_s));
        QVERIFY(database->run(u"INSERT INTO t VALUES (?)"_s, {u"a"_s + QChar(u'\0') + u"b"_s}));
        QCOMPARE(number(*database, u"SELECT LENGTH(s) FROM t"_s), 3);
    }

    void aSwallowedFailureStillEndsTheTransaction()
    {
        const auto database = opened();
        QVERIFY(database->run(u"CREATE TABLE t (i BIGINT UNIQUE)"_s));
        const auto done = database->transaction([&]() -> core::Result<void> {
            (void)database->run(u"INSERT INTO t VALUES (1)"_s);
            (void)database->run(u"INSERT INTO t VALUES (1)"_s);
            return {};
        });
        QVERIFY(!done);
        QCOMPARE(done.error().code, u"constraint"_s);
        QCOMPARE(number(*database, u"SELECT COUNT(*) FROM t"_s), 0);
    }

    void transactionsWaitForOneAnother()
    {
        const auto first = opened();
        const auto second = opened();
        QVERIFY(second->run(u"SET lock_timeout = 50"_s));
        QVERIFY(first->transaction([&]() -> core::Result<void> {
            const auto other = second->transaction([] { return core::Result<void>(); });
            return other ? core::Result<void>(core::fail(ErrorKind::Internal, u"did not wait"_s))
                         : core::Result<void>();
        }));
        QVERIFY(second->transaction([] { return core::Result<void>(); }));
    }

    void aRestartedServerIsFoundAgain()
    {
        const auto database = opened();
        QVERIFY(database->run(u"CREATE TABLE t (i BIGINT)"_s));
        QVERIFY(database->run(u"INSERT INTO t VALUES (?)"_s, {1}));
        int reloads = 0;
        database->onReopened([&]() -> core::Result<void> {
            ++reloads;
            return database->run(u"INSERT INTO t VALUES (?)"_s, {2});
        });
        m_server.crash();
        for (int i = 0; i < 3; ++i) {
            const auto failed = database->run(u"INSERT INTO t VALUES (?)"_s, {3});
            QVERIFY(!failed);
            QCOMPARE(failed.error().kind, ErrorKind::Storage);
        }
        QCOMPARE(reloads, 0);
        m_server.start();
        QTRY_VERIFY(database->check());
        QCOMPARE(number(*database, u"SELECT SUM(i) FROM t"_s), 3);
        QCOMPARE(reloads, 1);
    }

    void aRestingConnectionThatBrokeIsReplacedUnnoticed()
    {
        const auto database = opened();
        QVERIFY(database->run(u"CREATE TABLE t (i BIGINT)"_s));
        m_server.crash();
        m_server.start();
        // Longer than a connection is trusted to be alive.
        QTest::qWait(1100);
        QVERIFY(database->run(u"INSERT INTO t VALUES (?)"_s, {1}));
    }

    void aTransactionThatLosesItsConnectionFailsAsAWhole()
    {
        const auto database = opened();
        QVERIFY(database->run(u"CREATE TABLE t (i BIGINT)"_s));
        const auto done = database->transaction([&]() -> core::Result<void> {
            (void)database->run(u"INSERT INTO t VALUES (1)"_s);
            m_server.crash();
            m_server.start();
            (void)database->run(u"INSERT INTO t VALUES (2)"_s);
            return database->run(u"INSERT INTO t VALUES (3)"_s);
        });
        QVERIFY(!done);
        QTRY_VERIFY(database->check());
        QCOMPARE(number(*database, u"SELECT COUNT(*) FROM t"_s), 0);
    }

    void onlyOneGatewayHoldsTheLease()
    {
        auto first = opened(holder(leaseOf(u"first"_s)));
        QVERIFY(first);
        const auto second = Database::open(address(), holder(leaseOf(u"second"_s)));
        QVERIFY(!second);
        QCOMPARE(second.error().kind, ErrorKind::Conflict);
        QVERIFY2(core::describe(second.error()).contains(u"Another gateway is using the database"_s),
                 qPrintable(core::describe(second.error())));
        m_schema = u"other"_s;
        QVERIFY(opened(holder(leaseOf(u"second"_s))));
    }

    void theLeaseIsFreeWhenItsConnectionEnds()
    {
        QVERIFY(opened(holder(leaseOf(u"first"_s))));
        QVERIFY(opened(holder(leaseOf(u"second"_s))));
    }

    void aGatewayGetsItsLeaseBack()
    {
        const auto lease = leaseOf(u"first"_s);
        const auto database = opened(holder(lease));
        const auto follower = opened({lease, LeaseUse::Part::Follower});
        QVERIFY(database && follower);
        m_server.crash();
        m_server.start();
        QVERIFY(!follower->check());
        QTRY_VERIFY(database->check());
        QTRY_VERIFY(follower->check());
        QCOMPARE(lease->state.load(), ServerLease::State::Held);
        QVERIFY(!Database::open(address(), holder(leaseOf(u"second"_s))));
    }

    // Or a caller is told "no database" for seconds after the gateway has said that it is back.
    void aFollowerTriesAgainWhenItsHolderGotThrough()
    {
        const auto lease = leaseOf(u"first"_s);
        const auto database = opened(holder(lease));
        const auto follower = opened({lease, LeaseUse::Part::Follower});
        QVERIFY(database && follower);
        m_server.crash();
        auto attempts = [&, count = 0]() mutable {
            const auto done = follower->check();
            count += !done && core::describe(done.error()).contains(u"Cannot open");
            return count;
        };
        QTRY_VERIFY(attempts() >= 5);
        m_server.start();
        QTRY_VERIFY(database->check());
        const auto done = follower->check();
        QVERIFY2(done, done ? "" : qPrintable(core::describe(done.error())));
    }

    void aGatewayWhoseDatabaseAnotherServedIsRefusedForGood()
    {
        const auto lease = leaseOf(u"first"_s);
        const auto database = opened(holder(lease));
        m_server.crash();
        m_server.start();
        QVERIFY(opened(holder(leaseOf(u"second"_s))));
        QTRY_VERIFY(!database->check() && lease->state == ServerLease::State::Lost);
        const auto refused = database->check();
        QVERIFY(!refused);
        QVERIFY2(refused.error().detail.contains(u"must be started again"_s),
                 qPrintable(refused.error().detail));
    }

    void aFollowerWithoutAHolderIsRefused()
    {
        const auto database = Database::open(address(), {leaseOf(u"first"_s), LeaseUse::Part::Follower});
        QVERIFY(!database);
    }
};

QTEST_GUILESS_MAIN(PostgresTest)
#include "tst_postgres.moc"
