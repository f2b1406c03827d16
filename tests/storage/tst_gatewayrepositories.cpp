// SPDX-License-Identifier: GPL-3.0-or-later
#include <storage/gateway/budgetrepository.h>
#include <storage/gateway/keyrepository.h>
#include <storage/gateway/settingrepository.h>
#include <storage/gateway/spendlogrepository.h>
#include <storage/gateway/spendrepository.h>
#include <storage/gateway/teamrepository.h>

#include <QTest>

#include <support/testdatabase.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::storage;
using core::ErrorKind;
using core::Money;

namespace {

core::Timestamp at(std::int64_t micros)
{
    return core::fromMicros(micros);
}

VirtualKey fullKey(const QByteArray &token)
{
    return {.token = token,
            .keyName = u"sk-...W8TA"_s,
            .keyAlias = u"夜 "_s + QString::fromLatin1(token),
            .models = {u"gpt-4o-mini"_s, u"gemini/*"_s},
            .spend = Money::fromNanos(123),
            .limits = {.maxBudget = Money::fromUsd(5),
                       .softBudget = Money::fromUsd(4),
                       .budgetDuration = u"30d"_s,
                       .budgetResetAt = at(99),
                       .tpmLimit = 1,
                       .rpmLimit = 2,
                       .maxParallelRequests = 3},
            .expires = at(1'700'000'000'000'001),
            .userId = u"u1"_s,
            .teamId = u"t1"_s,
            .organizationId = u"o1"_s,
            .budgetId = u"b1"_s,
            .blocked = true,
            .metadata = {{"a", {1, 2}}},
            .extra = {{"aliases", {{"x", "y"}}}},
            .createdAt = at(10),
            .createdBy = u"admin"_s,
            .updatedAt = at(11),
            .updatedBy = u"other"_s};
}

SpendLog fullLog(const QString &id)
{
    return {.requestId = id,
            .callType = u"acompletion"_s,
            .route = u"/v1/chat/completions"_s,
            .apiKey = "k1",
            .keyAlias = u"alias"_s,
            .teamId = u"t1"_s,
            .organizationId = u"o1"_s,
            .budgetId = u"b1"_s,
            .user = u"u1"_s,
            .endUser = u"e1"_s,
            .sessionId = u"s1"_s,
            .modelGroup = u"group"_s,
            .model = u"model"_s,
            .modelId = u"id"_s,
            .provider = u"demo"_s,
            .apiBase = u"https://api.test/v1"_s,
            .spend = Money::fromNanos(1000),
            .promptTokens = 5,
            .completionTokens = 6,
            .cachedTokens = 2,
            .startTime = at(1'000'000),
            .endTime = at(2'000'000),
            .completionStartTime = at(1'500'000),
            .status = u"failure"_s,
            .httpStatus = 502,
            .error = u"upstream"_s,
            .tags = {u"x"_s, u"y"_s},
            .metadata = {{"m", 1}},
            .requesterIp = u"127.0.0.1"_s};
}

template <typename T>
T must(const core::Result<T> &result)
{
    if (!result)
        qFatal("%s", qPrintable(core::describe(result.error())));
    return *result;
}

} // namespace

class GatewayRepositoriesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Database> m_database;

    std::int64_t spendOf(const QString &table)
    {
        return must(m_database->selectOne<std::int64_t>(u"SELECT COALESCE(SUM(spend), 0) FROM "_s + table, {},
                                                        [](const Row &row) { return row.integer(0); }))
            .value_or(-1);
    }

    /// In lower case; as if the tables were large.
    QString planOf(const QString &sql)
    {
        const bool isServer = support::runsOnPostgres();
        if (isServer)
            must(m_database->execute(u"SET enable_seqscan = off"_s));
        const auto lines =
            must(m_database->select<QString>((isServer ? u"EXPLAIN "_s : u"EXPLAIN QUERY PLAN "_s) + sql, {},
                                             [=](const Row &row) { return row.text(isServer ? 0 : 3); }));
        return lines.join(u'\n').toLower();
    }

private Q_SLOTS:
    void init() { m_database = support::openGatewayTables(); }

    void keysComeBackWhole()
    {
        KeyRepository keys(*m_database);
        QVERIFY(keys.insert(fullKey("a")));
        QVERIFY(must(keys.find("a")) == fullKey("a"));
        QVERIFY(must(keys.findByAlias(u"夜 a"_s)) == fullKey("a"));
        VirtualKey bare{.token = "b"};
        QVERIFY(keys.insert(bare));
        QVERIFY(must(keys.find("b")) == bare);
        QVERIFY(!must(keys.find("c")));
        QCOMPARE(must(keys.all()).size(), 2);
        QCOMPARE(must(keys.ofTeam(u"t1"_s)).size(), 1);
        QCOMPARE(must(keys.ofBudget(u"b1"_s)).size(), 1);
    }

    void updatesOfRulesLeaveTheSpend()
    {
        KeyRepository keys(*m_database);
        TeamRepository teams(*m_database);
        BudgetRepository budgets(*m_database);
        QVERIFY(keys.insert({.token = "a", .spend = Money::fromNanos(7)}));
        QVERIFY(teams.insert({.teamId = u"t"_s, .spend = Money::fromNanos(7)}));
        QVERIFY(budgets.insert({.budgetId = u"b"_s, .spend = Money::fromNanos(7)}));
        QVERIFY(keys.update(fullKey("a")));
        QVERIFY(teams.update({.teamId = u"t"_s, .blocked = true}));
        QVERIFY(budgets.update({.budgetId = u"b"_s, .createdBy = u"x"_s}));
        QCOMPARE(must(keys.find("a"))->spend, Money::fromNanos(7));
        QCOMPARE(must(keys.find("a"))->keyAlias, fullKey("a").keyAlias);
        QCOMPARE(must(teams.find(u"t"_s))->spend, Money::fromNanos(7));
        QCOMPARE(must(budgets.find(u"b"_s))->spend, Money::fromNanos(7));
    }

    void spendStartsAnew()
    {
        KeyRepository keys(*m_database);
        QVERIFY(keys.insert(fullKey("a")));
        QVERIFY(SpendRepository(*m_database)
                    .restart(SpendOwner::Key, u"a"_s, {}, {Money::fromNanos(1), at(5), at(4)}));
        QCOMPARE(must(keys.find("a"))->spend, Money::fromNanos(1));
        QCOMPARE(must(keys.find("a"))->limits.budgetResetAt, std::optional(at(5)));
    }

    void whatIsNotThereCannotBeChanged()
    {
        KeyRepository keys(*m_database);
        TeamRepository teams(*m_database);
        BudgetRepository budgets(*m_database);
        for (const auto &done : {keys.update({.token = "x"}), keys.erase("x"),
                                 SpendRepository(*m_database).restart(SpendOwner::Key, u"x"_s, {}, {}),
                                 teams.update({.teamId = u"x"_s}), teams.erase(u"x"_s),
                                 budgets.update({.budgetId = u"x"_s}), budgets.erase(u"x"_s)}) {
            QVERIFY(!done);
            QCOMPARE(done.error().kind, ErrorKind::NotFound);
        }
    }

    void twoKeysCannotShareAnAlias()
    {
        KeyRepository keys(*m_database);
        QVERIFY(keys.insert({.token = "a", .keyAlias = u"x"_s}));
        const auto second = keys.insert({.token = "b", .keyAlias = u"x"_s});
        QVERIFY(!second);
        QCOMPARE(second.error().code, u"constraint"_s);
    }

    void listsPageThroughKeysOfTheSameMoment()
    {
        KeyRepository keys(*m_database);
        for (int i = 0; i < 7; ++i)
            QVERIFY(keys.insert({.token = QByteArray::number(i), .userId = u"u"_s, .createdAt = at(1)}));
        QByteArrayList seen;
        for (int offset = 0; offset < 7; offset += 3) {
            for (const VirtualKey &key : must(keys.list({.userId = u"u"_s}, {}, {offset, 3})))
                seen.append(key.token);
        }
        QCOMPARE(seen, (QByteArrayList{"6", "5", "4", "3", "2", "1", "0"}));
        QCOMPARE(must(keys.count({.userId = u"u"_s})), 7);
        QCOMPARE(must(keys.count({.userId = u"' OR ''='"_s})), 0);
    }

    void teamsComeBackWithTheirMembersInOrder()
    {
        TeamRepository teams(*m_database);
        Team team{.teamId = u"t"_s,
                  .teamAlias = u"チーム"_s,
                  .organizationId = u"o"_s,
                  .members = {{.userId = u"z"_s, .userEmail = u"z@example.com"_s, .role = u"admin"_s},
                              {.userId = u"a"_s,
                               .role = u"user"_s,
                               .maxBudget = Money::fromUsd(1),
                               .tpmLimit = 2,
                               .rpmLimit = 3}},
                  .models = {u"m"_s},
                  .spend = Money::fromNanos(4),
                  .limits = {.maxBudget = Money::fromUsd(9)},
                  .budgetId = u"b"_s,
                  .blocked = true,
                  .metadata = {{"k", "v"}},
                  .extra = {{"e", 1}},
                  .createdAt = at(1),
                  .updatedAt = at(2)};
        QVERIFY(teams.insert(team));
        QVERIFY(must(teams.find(u"t"_s)) == team);
        team.members.removeFirst();
        QVERIFY(teams.update(team));
        QVERIFY(must(teams.all()) == QList<Team>{team});
        QVERIFY(teams.erase(u"t"_s));
        QVERIFY(must(teams.all()).isEmpty());
        QVERIFY(teams.insert({.teamId = u"t"_s}));
        QVERIFY(must(teams.find(u"t"_s))->members.isEmpty());
    }

    void budgetsComeBackWhole()
    {
        BudgetRepository budgets(*m_database);
        const Budget budget{.budgetId = u"b"_s,
                            .spend = Money::fromNanos(4),
                            .limits = fullKey("a").limits,
                            .extra = {{"model_max_budget", {{"m", 1}}}},
                            .createdAt = at(1),
                            .createdBy = u"x"_s,
                            .updatedAt = at(2),
                            .updatedBy = u"y"_s};
        QVERIFY(budgets.insert(budget));
        QVERIFY(must(budgets.all()) == QList<Budget>{budget});
        QVERIFY(SpendRepository(*m_database).restart(SpendOwner::Budget, u"b"_s, {}, {}));
        QVERIFY(!must(budgets.find(u"b"_s))->limits.budgetResetAt);
        QVERIFY(budgets.erase(u"b"_s));
        QVERIFY(!must(budgets.find(u"b"_s)));
    }

    void settingsAreReplaced()
    {
        SettingRepository settings(*m_database);
        QVERIFY(!must(settings.find(u"n"_s)));
        QVERIFY(settings.store(u"n"_s, u"1"_s) && settings.store(u"n"_s, u"2"_s));
        QCOMPARE(must(settings.find(u"n"_s)), std::optional(u"2"_s));
        QVERIFY(settings.erase(u"n"_s) && settings.erase(u"n"_s));
        QVERIFY(!must(settings.find(u"n"_s)));
    }

    void logRowsComeBackWhole()
    {
        SpendLogRepository logs(*m_database);
        SpendLog bare{.requestId = u"bare"_s};
        QCOMPARE(must(logs.insertMany({fullLog(u"full"_s), bare})), (QSet<QString>{u"full"_s, u"bare"_s}));
        QVERIFY(must(logs.list({.requestId = u"full"_s})) == QList<SpendLog>{fullLog(u"full"_s)});
        QVERIFY(must(logs.list({.requestId = u"bare"_s})) == QList<SpendLog>{bare});
    }

    void aRowIsCountedOnce()
    {
        QVERIFY(KeyRepository(*m_database).insert({.token = "k1"}));
        QVERIFY(TeamRepository(*m_database).insert({.teamId = u"t1"_s}));
        QVERIFY(BudgetRepository(*m_database).insert({.budgetId = u"b1"_s}));
        SpendLogRepository logs(*m_database);
        QCOMPARE(must(logs.insertMany({fullLog(u"1"_s), fullLog(u"2"_s), fullLog(u"1"_s)})).size(), 2);
        QCOMPARE(must(logs.insertMany({fullLog(u"2"_s), fullLog(u"3"_s)})), QSet<QString>{u"3"_s});
        QCOMPARE(must(logs.insertMany({})).size(), 0);
        for (const QString &table : {u"verification_tokens"_s, u"teams"_s, u"budgets"_s, u"spend_logs"_s})
            QCOMPARE(spendOf(table), 3000);
        QCOMPARE(must(logs.count({})).value, 3);
    }

    void rowsOfDeletedKeysAreKept()
    {
        SpendLogRepository logs(*m_database);
        QCOMPARE(must(logs.insertMany({fullLog(u"1"_s)})).size(), 1);
    }

    void aFailedBatchLeavesNothing()
    {
        QVERIFY(KeyRepository(*m_database).insert({.token = "k1"}));
        QVERIFY(m_database->run(u"ALTER TABLE budgets RENAME TO away"_s));
        SpendLogRepository logs(*m_database);
        QVERIFY(!logs.insertMany({fullLog(u"1"_s)}));
        QCOMPARE(spendOf(u"verification_tokens"_s), 0);
        QCOMPARE(must(logs.count({})).value, 0);
        QVERIFY(m_database->run(u"ALTER TABLE away RENAME TO budgets"_s));
    }

    void logsFilter_data()
    {
        QTest::addColumn<SpendLogFilter>("filter");
        QTest::addColumn<int>("count");
        QTest::newRow("everything") << SpendLogFilter{} << 2;
        QTest::newRow("a key") << SpendLogFilter{.apiKey = u"k1"_s} << 1;
        QTest::newRow("an owner") << SpendLogFilter{.user = u"u2"_s} << 1;
        QTest::newRow("a team") << SpendLogFilter{.teamId = u"t1"_s} << 2;
        QTest::newRow("an end user") << SpendLogFilter{.endUser = u"e1"_s} << 2;
        QTest::newRow("a session") << SpendLogFilter{.sessionId = u"none"_s} << 0;
        QTest::newRow("from its start on") << SpendLogFilter{.from = at(1'000'000)} << 2;
        QTest::newRow("until its start, which is out") << SpendLogFilter{.until = at(1'000'000)} << 0;
    }

    void logsFilter()
    {
        QFETCH(SpendLogFilter, filter);
        SpendLogRepository logs(*m_database);
        SpendLog second = fullLog(u"2"_s);
        second.apiKey = "k2";
        second.user = u"u2"_s;
        second.startTime = at(1'000'001);
        must(logs.insertMany({fullLog(u"1"_s), second}));
        const auto rows = must(logs.list(filter));
        QTEST(int(rows.size()), "count");
        QCOMPARE(must(logs.count(filter)).value, rows.size());
        if (rows.size() == 2)
            QCOMPARE(rows.first().requestId, u"2"_s);
    }

    void daysAreSummedUp()
    {
        SpendLogRepository logs(*m_database);
        SpendLog nextDay = fullLog(u"3"_s);
        nextDay.startTime = at(86'400'000'000);
        must(logs.insertMany({fullLog(u"1"_s), fullLog(u"2"_s), nextDay}));
        const auto days = must(logs.daily({}));
        QCOMPARE(days.size(), 2);
        QVERIFY(days.first() == (DailySpend{at(0), u"u1"_s, u"group"_s, "k1", Money::fromNanos(2000)}));
        QCOMPARE(days.last().day, at(86'400'000'000));
    }

    void logsAreFoundThroughAnIndex()
    {
        for (const QString &column :
             {u"api_key"_s, u"user_id"_s, u"end_user"_s, u"session_id"_s, u"request_id"_s}) {
            const QString plan =
                planOf(u"SELECT * FROM spend_logs WHERE %1 = 'x' ORDER BY start_time DESC"_s.arg(column));
            QVERIFY2(plan.contains(u"using index"_s) || plan.contains(u"index scan"_s), qPrintable(plan));
        }
    }
};

QTEST_GUILESS_MAIN(GatewayRepositoriesTest)
#include "tst_gatewayrepositories.moc"
