// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/ledger/ledger.h>
#include <storage/gateway/payloadrepository.h>
#include <storage/gateway/spendlogrepository.h>

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::gateway;
using namespace std::chrono_literals;

class LogRetentionTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<storage::Database> m_database;
    std::shared_ptr<core::ManualClock> m_clock;

    core::Timestamp daysAgo(double days) const
    {
        return m_clock->now() - std::chrono::microseconds(std::int64_t(days * 86'400e6));
    }

    void insert(const QString &id, core::Timestamp at)
    {
        const storage::SpendLog log{
            .requestId = id, .spend = core::Money::fromNanos(5), .startTime = at, .status = u"success"_s};
        QVERIFY(storage::SpendLogRepository(*m_database).insertMany({log}));
        QVERIFY(storage::PayloadRepository(*m_database).insertMany({{.requestId = id, .startTime = at}}));
    }

    std::int64_t number(const QString &sql)
    {
        return m_database
            ->selectOne<std::int64_t>(sql, {}, [](const storage::Row &row) { return row.integer(0); })
            .value()
            .value_or(-1);
    }

    static bool runToEnd(LogRetention &retention, int &steps)
    {
        for (steps = 0;; ++steps) {
            const auto more = retention.step();
            if (!more)
                return false;
            if (!*more)
                return true;
        }
    }

private Q_SLOTS:
    void init()
    {
        m_database = std::move(*storage::Database::open(u":memory:"_s));
        QVERIFY(m_database->migrate(u":/storage/gateway"_s));
        m_clock = std::make_shared<core::ManualClock>(core::parseIso8601(u"2026-11-23T10:00:00Z"_s).value());
    }

    void deletesWholeDaysAndKeepsSums()
    {
        insert(u"older"_s, daysAgo(40));
        insert(u"of the day that is cut"_s, daysAgo(30.1));
        insert(u"newer"_s, daysAgo(29));
        LogRetention retention(*m_database, {std::chrono::days(30), 24h, m_clock});
        int steps = 0;
        QVERIFY(runToEnd(retention, steps));
        QCOMPARE(number(u"SELECT COUNT(*) FROM spend_logs"_s), 2);
        QCOMPARE(number(u"SELECT COUNT(*) FROM spend_log_payloads"_s), 2);
        QCOMPARE(number(u"SELECT COUNT(*) FROM spend_log_hours"_s), 2);
        QCOMPARE(number(u"SELECT SUM(spend) FROM daily_totals"_s), 15);
        QCOMPARE(number(u"SELECT SUM(requests) FROM daily_spend WHERE entity_type = 'user'"_s), 3);
        // Counts and pages do not take the sums for rows.
        const auto count = storage::SpendLogRepository(*m_database).count({});
        QCOMPARE(count->value, 2);
    }

    void goesInSmallSteps()
    {
        for (int i = 0; i < LogRetention::RowsAtOnce + 10; ++i)
            insert(QString::number(i), daysAgo(50));
        LogRetention retention(*m_database, {std::chrono::days(30), 24h, m_clock});
        const auto first = retention.step();
        QVERIFY(first && *first);
        QCOMPARE(number(u"SELECT COUNT(*) FROM spend_logs"_s), 10);
        int steps = 0;
        QVERIFY(runToEnd(retention, steps));
        QCOMPARE(steps, 1);
        QCOMPARE(number(u"SELECT COUNT(*) FROM spend_logs"_s), 0);
    }

    void waitsForItsInterval()
    {
        LogRetention retention(*m_database, {std::chrono::days(30), 24h, m_clock});
        int steps = 0;
        QVERIFY(runToEnd(retention, steps));
        insert(u"old"_s, daysAgo(50));
        m_clock->advance(23h);
        QVERIFY(runToEnd(retention, steps));
        QCOMPARE(steps, 0);
        m_clock->advance(1h);
        QVERIFY(runToEnd(retention, steps));
        QCOMPARE(number(u"SELECT COUNT(*) FROM spend_logs"_s), 0);
    }

    void neverMeansNever()
    {
        insert(u"old"_s, daysAgo(5000));
        LogRetention retention(*m_database, {std::nullopt, 24h, m_clock});
        int steps = 0;
        QVERIFY(runToEnd(retention, steps));
        QCOMPARE(number(u"SELECT COUNT(*) FROM spend_logs"_s), 1);
    }

    void theLedgerFoldsMeanwhile()
    {
        QTemporaryDir dir;
        Ledger ledger(dir.filePath(u"journal"_s));
        ledger.setRetention({std::chrono::days(30), 24h, m_clock});
        std::atomic<bool> isOpen{false};
        ledger.openThen(storage::DatabaseAddress::file(dir.filePath(u"gateway.db"_s)),
                        [&](core::Result<void> done) { isOpen = done.has_value(); });
        QTRY_VERIFY(isOpen);
        const auto journal = ledger.makeJournal();
        for (int i = 0; i < 1200; ++i) {
            storage::SpendLog row{.requestId = QString::number(i), .startTime = daysAgo(i % 2 ? 1 : 50)};
            QVERIFY(journal->append(row));
        }
        m_clock->advance(24h);
        m_database = std::move(*storage::Database::open(dir.filePath(u"gateway.db"_s)));
        QTRY_COMPARE(number(u"SELECT COUNT(*) FROM spend_logs"_s), 600);
        QTRY_COMPARE(number(u"SELECT SUM(requests) FROM daily_totals"_s), 1200);
    }
};

QTEST_GUILESS_MAIN(LogRetentionTest)
#include "tst_logretention.moc"
