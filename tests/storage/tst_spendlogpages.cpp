// SPDX-License-Identifier: GPL-3.0-or-later
#include <storage/gateway/spendlogrepository.h>

#include <QRandomGenerator>
#include <QTest>

#include <support/testdatabase.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::storage;
using By = SpendLogOrder::By;

/// Pages that are found through sums hold what a search through every row would find.
class SpendLogPagesTest : public QObject
{
    Q_OBJECT

private:
    static constexpr int Rows = 2200;
    std::unique_ptr<Database> m_database;
    QList<SpendLog> m_all; ///< newest first

    static core::Timestamp at(double days)
    {
        return core::fromMicros(std::int64_t((20'000 + days) * 86'400e6));
    }

    static SpendLog row(QRandomGenerator &random, int i)
    {
        SpendLog log;
        log.requestId = u"r%1"_s.arg(i);
        // No two alike in what they are ordered by, so that there is one right order.
        log.startTime = at(double(i) / Rows * 12);
        log.endTime = log.startTime + std::chrono::microseconds(random.bounded(1'000'000'000));
        log.apiKey = QByteArray("key") + QByteArray::number(random.bounded(3));
        log.user = u"user%1"_s.arg(random.bounded(3));
        log.teamId = u"team%1"_s.arg(random.bounded(2));
        log.modelGroup = u"model%1"_s.arg(random.bounded(3));
        log.status = random.bounded(5) == 0 ? u"failure"_s : u"success"_s;
        log.error = log.status == u"failure" ? u"100% wrong_%1"_s.arg(random.bounded(3)) : u""_s;
        log.httpStatus = log.status == u"failure" ? 429 : 200;
        log.spend = core::Money::fromNanos(random.bounded(1'000'000'000));
        log.promptTokens = random.bounded(1000) * 10'000 + i;
        return log;
    }

    QStringList expected(const std::function<bool(const SpendLog &)> &wanted, SpendLogOrder order) const
    {
        QList<SpendLog> rows;
        std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(rows), wanted);
        std::stable_sort(rows.begin(), rows.end(), [by = order.by](const SpendLog &a, const SpendLog &b) {
            switch (by) {
            case By::EndTime:
                return a.endTime > b.endTime;
            case By::Spend:
                return a.spend > b.spend;
            case By::TotalTokens:
                return a.totalTokens() > b.totalTokens();
            case By::StartTime:
                break;
            }
            return a.startTime > b.startTime;
        });
        if (!order.descending)
            std::reverse(rows.begin(), rows.end());
        QStringList ids;
        for (const SpendLog &log : std::as_const(rows))
            ids.append(log.requestId);
        return ids;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_database = support::openGatewayTables();
        QRandomGenerator random(7);
        for (int i = Rows; i > 0; --i)
            m_all.append(row(random, i));
        QVERIFY(SpendLogRepository(*m_database).insertMany(m_all));
    }

    void pagesAreWhatASearchFinds_data()
    {
        using Wanted = std::function<bool(const SpendLog &)>;
        QTest::addColumn<SpendLogFilter>("filter");
        QTest::addColumn<Wanted>("wanted");
        QTest::newRow("everything") << SpendLogFilter{} << Wanted([](const SpendLog &) { return true; });
        QTest::newRow("from inside one day to inside another")
            << SpendLogFilter{.from = at(2.3), .until = at(9.7)} << Wanted([](const SpendLog &log) {
                   return log.startTime >= at(2.3) && log.startTime < at(9.7);
               });
        QTest::newRow("inside one day")
            << SpendLogFilter{.from = at(2.3), .until = at(2.7)} << Wanted([](const SpendLog &log) {
                   return log.startTime >= at(2.3) && log.startTime < at(2.7);
               });
        QTest::newRow("whole days") << SpendLogFilter{.from = at(3), .until = at(8)}
                                    << Wanted([](const SpendLog &log) {
                                           return log.startTime >= at(3) && log.startTime < at(8);
                                       });
        QTest::newRow("before everything") << SpendLogFilter{.from = at(-9), .until = at(-3)}
                                           << Wanted([](const SpendLog &) { return false; });
        QTest::newRow("a user") << SpendLogFilter{.user = u"user1"_s}
                                << Wanted([](const SpendLog &log) { return log.user == u"user1"; });
        QTest::newRow("a key's failures")
            << SpendLogFilter{.apiKey = u"key1"_s, .succeeded = false}
            << Wanted([](const SpendLog &log) { return log.apiKey == "key1" && log.status != u"success"; });
        QTest::newRow("a key of a team on a model, some days")
            << SpendLogFilter{.apiKey = u"key2"_s,
                              .teamId = u"team1"_s,
                              .from = at(1.5),
                              .until = at(10.5),
                              .model = u"model0"_s}
            << Wanted([](const SpendLog &log) {
                   return log.apiKey == "key2" && log.teamId == u"team1" && log.modelGroup == u"model0" &&
                          log.startTime >= at(1.5) && log.startTime < at(10.5);
               });
        QTest::newRow("a user in a team, which no sum knows")
            << SpendLogFilter{.user = u"user1"_s, .teamId = u"team1"_s}
            << Wanted([](const SpendLog &log) { return log.user == u"user1" && log.teamId == u"team1"; });
        QTest::newRow("successes") << SpendLogFilter{.succeeded = true}
                                   << Wanted([](const SpendLog &log) { return log.status == u"success"; });
        QTest::newRow("a part of the error with signs of LIKE")
            << SpendLogFilter{.errorMessage = u"0% wrong_1"_s}
            << Wanted([](const SpendLog &log) { return log.error.contains(u"wrong_1"); });
        QTest::newRow("amounts") << SpendLogFilter{.minSpend = core::Money::fromUsd(0.2),
                                                   .maxSpend = core::Money::fromUsd(0.4)}
                                 << Wanted([](const SpendLog &log) {
                                        return log.spend >= core::Money::fromUsd(0.2) &&
                                               log.spend <= core::Money::fromUsd(0.4);
                                    });
    }

    void pagesAreWhatASearchFinds()
    {
        using Wanted = std::function<bool(const SpendLog &)>;
        QFETCH(SpendLogFilter, filter);
        QFETCH(Wanted, wanted);
        SpendLogRepository logs(*m_database);
        for (const By by : {By::StartTime, By::EndTime, By::Spend, By::TotalTokens}) {
            for (const bool descending : {true, false}) {
                const QStringList all = expected(wanted, {by, descending});
                const auto count = logs.count(filter);
                QVERIFY(count && count->value == all.size() && !count->isAtLeast);
                for (const qsizetype offset :
                     {qsizetype(0), qsizetype(1001), all.size() / 2, all.size() - 3, all.size()}) {
                    if (offset < 0)
                        continue;
                    const auto page = logs.list(filter, {offset, 7}, {by, descending});
                    QVERIFY(page);
                    QStringList ids;
                    for (const SpendLog &log : *page)
                        ids.append(log.requestId);
                    QCOMPARE(ids, all.mid(offset, 7));
                }
            }
        }
    }

    void manyRowsAreCountedSoFar()
    {
        QVERIFY(m_database->run(
            u"INSERT INTO spend_logs SELECT request_id || copies.name, call_type, route, api_key, key_alias, "
            "team_id, budget_id, user_id, end_user, 's', model_group, model, model_id, provider, "
            "spend, prompt_tokens, completion_tokens, start_time, end_time, completion_start_time, "
            "status, http_status, error, request_tags, metadata, requester_ip, organization_id, "
            "api_base, cached_tokens FROM spend_logs, (SELECT '-2' AS name UNION ALL SELECT '-3' UNION ALL "
            "SELECT '-4' UNION ALL "
            "SELECT '-5' UNION ALL SELECT '-6') AS copies"_s));
        QVERIFY(m_database->run(u"UPDATE spend_logs SET session_id = 's'"_s));
        const auto count = SpendLogRepository(*m_database).count({.sessionId = u"s"_s});
        QVERIFY(count && count->isAtLeast);
        QCOMPARE(count->value, RowCount::MostCounted);
    }
};

QTEST_GUILESS_MAIN(SpendLogPagesTest)
#include "tst_spendlogpages.moc"
