// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/duration.h>
#include <gateway/control/budgetreset.h>
#include <gateway/controlharness.h>
#include <gateway/stages/meter.h>
#include <storage/gateway/budgetrepository.h>
#include <storage/gateway/customerrepository.h>
#include <storage/gateway/keyrepository.h>
#include <storage/gateway/organizationrepository.h>
#include <storage/gateway/spendlogrepository.h>
#include <storage/gateway/teamrepository.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace std::chrono_literals;
using core::Json;
using gateway::BudgetReset;
using gateway::test::ControlHarness;
using gateway::test::tokenIn;

class BudgetResetTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ControlHarness> m;

    void makeAllThatStartAnew()
    {
        const Json day{{"budget_duration", "1d"}};
        const auto made = [&](const char *path, Json body) {
            body.update(day);
            return m->post(path, body).has_value();
        };
        QVERIFY(
            !m->newKey(Json{{"budget_duration", "1d"},
                            {"model_max_budget", {{"m", {{"max_budget", 1}, {"budget_duration", "1d"}}}}}})
                 .empty());
        QVERIFY(made("/budget/new", {{"budget_id", "b"}, {"max_budget", 1}}));
        QVERIFY(m->post("/team/new", {{"team_id", "t"},
                                      {"budget_duration", "1d"},
                                      {"team_member_budget", 1},
                                      {"team_member_budget_duration", "1d"},
                                      {"members_with_roles", {{{"user_id", "u"}, {"role", "user"}}}}}));
        QVERIFY(made("/user/new", {{"user_id", "v"}, {"auto_create_key", false}}));
        QVERIFY(made("/customer/new", {{"user_id", "c"}, {"max_budget", 1}}));
        QVERIFY(m->post("/tag/new", {{"name", "g"}, {"budget_id", "b"}}));
        QVERIFY(m->post("/organization/new",
                        {{"organization_id", "o"}, {"organization_alias", "O"}, {"budget_id", "b"}}));
        QVERIFY(
            m->post("/organization/member_add", {{"organization_id", "o"},
                                                 {"member", {{"user_id", "u"}, {"role", "internal_user"}}},
                                                 {"max_budget_in_organization", 2}}));
        const auto member = m->directory.organizationMember(u"o"_s, u"u"_s);
        QVERIFY(made("/budget/update", {{"budget_id", member->rules.budgetId->toStdString()}}));
    }

    /// By table, of the rows that have one.
    QMap<QString, QString> resetTimes()
    {
        QMap<QString, QString> times;
        for (const auto &table :
             {u"verification_tokens"_s, u"key_model_spend"_s, u"budgets"_s, u"teams"_s, u"team_members"_s,
              u"users"_s, u"end_users"_s, u"tags"_s, u"organizations"_s, u"organization_members"_s}) {
            const auto rows = m->database->select<QString>(
                u"SELECT DISTINCT budget_reset_at FROM %1 WHERE budget_reset_at IS NOT NULL"_s.arg(table), {},
                [](const storage::Row &row) { return core::toIso8601(*row.optionalTime(0)); });
            times[table] = rows.value().join(u' ');
        }
        return times;
    }

private Q_SLOTS:
    void init() { m = std::make_unique<ControlHarness>(); }

    void nothingIsDueBeforeItsTime()
    {
        const Json key = m->newKey({{"spend", 1}, {"budget_duration", "1d"}});
        const BudgetReset reset(m->services);
        m->clock.advance(14h - 1us);
        QCOMPARE(reset.resetDue().value(), 0);
        QCOMPARE(m->directory.key(tokenIn(key))->meter->spentNanos.load(), 1'000'000'000);
    }

    void keysTeamsAndBudgetsStartAnew()
    {
        const Json key = m->newKey({{"spend", 1}, {"budget_duration", "1d"}, {"max_budget", 1}});
        m->newKey({{"spend", 1}});
        QVERIFY(m->post("/team/new", {{"team_id", "t"}, {"budget_duration", "1d"}}));
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}, {"budget_duration", "1d"}}));
        m->directory.team(u"t"_s)->meter->spentNanos = 5;
        m->directory.budget(u"b"_s)->meter->spentNanos = 6;
        const auto meter = m->directory.key(tokenIn(key))->meter;

        m->clock.advance(14h);
        const BudgetReset reset(m->services);
        QCOMPARE(reset.resetDue().value(), 3);

        const auto next = core::parseIso8601(u"2026-11-25T00:00:00Z"_s).value();
        const auto entry = m->directory.key(tokenIn(key));
        QCOMPARE(entry->meter, meter);
        QCOMPARE(meter->spentNanos.load(), 0);
        QCOMPARE(meter->resetAtMicros.load(), core::toMicros(next));
        QCOMPARE(m->directory.team(u"t"_s)->meter->spentNanos.load(), 0);
        QCOMPARE(m->directory.budget(u"b"_s)->meter->spentNanos.load(), 0);
        const auto stored = storage::KeyRepository(*m->database).find(tokenIn(key)).value();
        QCOMPARE(stored->spend, core::Money());
        QVERIFY(stored->limits.budgetResetAt == next && entry->rules.limits.budgetResetAt == next);
        QCOMPARE(storage::TeamRepository(*m->database).find(u"t"_s).value()->limits.budgetResetAt,
                 std::optional(next));
        QCOMPARE(storage::BudgetRepository(*m->database).find(u"b"_s).value()->limits.budgetResetAt,
                 std::optional(next));
        QCOMPARE(reset.resetDue().value(), 0);
    }

    /// All that have a period, each by the path that sets it: the time it starts anew, now and after that.
    void theTimeZoneIsFollowed_data()
    {
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("first");
        QTest::addColumn<QString>("second");
        QTest::newRow("a spring day of 23 hours")
            << u"2026-03-28T10:00:00Z"_s << u"2026-03-28T23:00:00Z"_s << u"2026-03-29T22:00:00Z"_s;
        QTest::newRow("an autumn day of 25 hours")
            << u"2026-10-24T10:00:00Z"_s << u"2026-10-24T22:00:00Z"_s << u"2026-10-25T23:00:00Z"_s;
    }

    void theTimeZoneIsFollowed()
    {
        QFETCH(QString, now);
        QFETCH(QString, first);
        QFETCH(QString, second);
        m->settings.budgetCalendar = core::BudgetCalendar(QTimeZone("Europe/Berlin"));
        m->clock.set(core::parseIso8601(now).value());
        makeAllThatStartAnew();
        const auto expectAll = [this](const QString &at) {
            const auto times = resetTimes();
            QCOMPARE(times.size(), 10);
            for (auto time = times.begin(); time != times.end(); ++time)
                QVERIFY2(time.value() == at, qPrintable(time.key() + u": "_s + time.value()));
        };
        expectAll(first);
        if (QTest::currentTestFailed())
            return;
        const BudgetReset reset(m->services);
        m->clock.set(core::parseIso8601(first).value() - 1us);
        QCOMPARE(reset.resetDue().value(), 0);
        m->clock.advance(1us);
        QVERIFY(reset.resetDue().value() >= 10);
        expectAll(second);
    }

    /// It counts each customer for itself, with or without a row.
    void customersStartAnewWithTheBudgetOfAll()
    {
        m->settings.maxEndUserBudgetId = u"all"_s;
        QVERIFY(m->post("/budget/new", {{"budget_id", "all"}, {"max_budget", 1}, {"budget_duration", "1d"}}));
        QVERIFY(m->post("/budget/new", {{"budget_id", "rates"}, {"rpm_limit", 5}}));
        QVERIFY(m->post("/budget/new", {{"budget_id", "month"}, {"budget_duration", "30d"}}));
        QVERIFY(m->post("/customer/new", {{"user_id", "plain"}}));
        QVERIFY(m->post("/customer/new", {{"user_id", "slow"}, {"budget_id", "rates"}}));
        QVERIFY(m->post("/customer/new", {{"user_id", "monthly"}, {"budget_id", "month"}}));
        QVERIFY(m->post("/customer/new", {{"user_id", "limited"}, {"max_budget", 2}}));
        m->directory.customerOrNew(u"new"_s);
        QVERIFY(m->database->run(u"UPDATE end_users SET spend = 5"_s));
        for (const auto &customer : m->directory.customers())
            customer->meter->spentNanos = 5;

        m->clock.advance(14h);
        QCOMPARE(BudgetReset(m->services).resetDue().value(), 1);
        const QMap<QString, int> expected{
            {u"limited"_s, 5}, {u"monthly"_s, 5}, {u"new"_s, 0}, {u"plain"_s, 0}, {u"slow"_s, 0}};
        QMap<QString, int> live;
        for (const auto &customer : m->directory.customers())
            live[customer->rules.userId] = int(customer->meter->spentNanos);
        QCOMPARE(live, expected);
        for (const QString &id : {u"limited"_s, u"monthly"_s, u"plain"_s, u"slow"_s})
            QCOMPARE(storage::CustomerRepository(*m->database).find(id).value()->spend.nanos(),
                     std::int64_t(expected[id]));
    }

    void noCustomerStartsAnewWithAnotherBudget()
    {
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}, {"max_budget", 1}, {"budget_duration", "1d"}}));
        QVERIFY(m->post("/customer/new", {{"user_id", "plain"}}));
        m->directory.customer(u"plain"_s)->meter->spentNanos = 5;
        m->clock.advance(14h);
        QCOMPARE(BudgetReset(m->services).resetDue().value(), 1);
        QCOMPARE(m->directory.customer(u"plain"_s)->meter->spentNanos.load(), 5);
    }

    void aMemberOfAnOrganizationStartsAnew()
    {
        QVERIFY(m->post("/organization/new", {{"organization_id", "o"}, {"organization_alias", "O"}}));
        QVERIFY(
            m->post("/organization/member_add", {{"organization_id", "o"},
                                                 {"member", {{"user_id", "u"}, {"role", "internal_user"}}},
                                                 {"max_budget_in_organization", 2}}));
        const auto member = m->directory.organizationMember(u"o"_s, u"u"_s);
        QVERIFY(member && member->rules.budgetId);
        member->meter->spentNanos = 5;
        QVERIFY(m->post("/budget/update",
                        {{"budget_id", member->rules.budgetId->toStdString()}, {"budget_duration", "1d"}}));
        m->clock.advance(14h);
        QCOMPARE(BudgetReset(m->services).resetDue().value(), 2);
        QCOMPARE(member->meter->spentNanos.load(), 0);
        const auto stored = storage::OrganizationRepository(*m->database).find(u"o"_s).value();
        QCOMPARE(stored->members.first().budgetResetAt,
                 std::optional(core::parseIso8601(u"2026-11-25T00:00:00Z"_s).value()));
    }

    void aBudgetsPeriodMovesThoseWhoFollowIt_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<Json>("body");
        QTest::addColumn<QString>("table");
        QTest::newRow("an organization")
            << QByteArray("/organization/new") << Json{{"organization_alias", "O"}} << u"organizations"_s;
        QTest::newRow("a tag") << QByteArray("/tag/new") << Json{{"name", "t"}} << u"tags"_s;
        QTest::newRow("a customer") << QByteArray("/customer/new") << Json{{"user_id", "c"}}
                                    << u"end_users"_s;
    }

    void aBudgetsPeriodMovesThoseWhoFollowIt()
    {
        QFETCH(QByteArray, path);
        QFETCH(Json, body);
        QFETCH(QString, table);
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}, {"max_budget", 1}, {"budget_duration", "30d"}}));
        body["budget_id"] = "b";
        QVERIFY(m->post(path.constData(), body));
        QVERIFY(m->post("/budget/update", {{"budget_id", "b"}, {"budget_duration", "1d"}}));
        m->clock.advance(14h);
        const BudgetReset reset(m->services);
        QCOMPARE(reset.resetDue().value(), 2);
        QVERIFY(m->post("/budget/update", {{"budget_id", "b"}, {"budget_duration", nullptr}}));
        m->clock.advance(24h);
        QCOMPARE(reset.resetDue().value(), 0);
        const auto times = m->database->select<bool>(u"SELECT budget_reset_at FROM "_s + table, {},
                                                     [](const storage::Row &row) { return row.isNull(0); });
        QCOMPARE(times.value(), QList<bool>{true});
    }

    void aTeamsMembersFollowTheirCommonBudget()
    {
        QVERIFY(m->post("/team/new", {{"team_id", "t"},
                                      {"team_member_budget", 1},
                                      {"team_member_budget_duration", "30d"},
                                      {"members_with_roles", {{{"user_id", "u"}, {"role", "user"}}}}}));
        QVERIFY(m->post("/team/new", {{"team_id", "other"},
                                      {"team_member_budget", 1},
                                      {"team_member_budget_duration", "30d"},
                                      {"members_with_roles", {{{"user_id", "u"}, {"role", "user"}}}}}));
        const QString id = core::stringOr(m->directory.team(u"t"_s)->rules.metadata, "team_member_budget_id");
        QVERIFY(m->post("/budget/update", {{"budget_id", id}, {"budget_duration", "1d"}}));
        const auto tomorrow = core::parseIso8601(u"2026-11-24T00:00:00Z"_s).value();
        const auto member = m->directory.member(u"t"_s, u"u"_s);
        QCOMPARE(member->rules.budgetResetAt, std::optional(tomorrow));
        QCOMPARE(member->rules.budgetDuration, std::optional(u"1d"_s));
        const auto stored = storage::TeamRepository(*m->database).find(u"t"_s).value();
        QCOMPARE(stored->members, m->directory.team(u"t"_s)->rules.members);
        const auto first = core::parseIso8601(u"2026-12-01T00:00:00Z"_s).value();
        QCOMPARE(m->directory.member(u"other"_s, u"u"_s)->rules.budgetResetAt, std::optional(first));
        member->meter->spentNanos = 500;
        m->clock.set(tomorrow);
        QVERIFY(BudgetReset(m->services).resetDue().value() >= 1);
        QCOMPARE(member->meter->spentNanos.load(), 0);
        QCOMPARE(m->directory.member(u"t"_s, u"u"_s)->rules.budgetResetAt,
                 std::optional(core::parseIso8601(u"2026-11-25T00:00:00Z"_s).value()));
        QVERIFY(m->post("/budget/update", {{"budget_id", id}, {"budget_duration", nullptr}}));
        QVERIFY(!m->directory.member(u"t"_s, u"u"_s)->rules.budgetResetAt);
    }

    /// A clock that jumped a year ahead, did what was due there, and was set right again.
    void aClockThatRanAheadIsFollowedBack()
    {
        const Json key = m->newKey({{"spend", 1}, {"budget_duration", "1d"}, {"max_budget", 5}});
        const auto atStart = m->clock.now();
        m->clock.advance(24h * 365);
        const BudgetReset reset(m->services);
        QCOMPARE(reset.resetDue().value(), 1);
        m->clock.set(atStart + 1h);
        QCOMPARE(reset.resetDue().value(), 0);
        QCOMPARE(reset.followClockBack().value(), 1);
        const auto next = core::nextBudgetReset(m->clock.now(), {1, core::Duration::Unit::Days});
        QCOMPARE(m->directory.key(tokenIn(key))->rules.limits.budgetResetAt, std::optional(next));
        QCOMPARE(storage::KeyRepository(*m->database).find(tokenIn(key)).value()->limits.budgetResetAt,
                 std::optional(next));
        // Calls count again, in the database, too.
        storage::SpendLog call{.requestId = u"call"_s, .apiKey = tokenIn(key), .status = u"success"_s};
        call.spend = core::Money::fromNanos(7);
        call.endTime = m->clock.now();
        QVERIFY(storage::SpendLogRepository(*m->database).insertMany({call}));
        QCOMPARE(storage::KeyRepository(*m->database).find(tokenIn(key)).value()->spend,
                 core::Money::fromNanos(7));
        m->clock.set(next);
        QCOMPARE(reset.resetDue().value(), 1);
        QCOMPARE(storage::KeyRepository(*m->database).find(tokenIn(key)).value()->spend, core::Money());
    }

    void aClockThatWasRightIsNotFollowed()
    {
        const Json key = m->newKey({{"budget_duration", "1d"}});
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}, {"budget_duration", "30d"}}));
        const BudgetReset reset(m->services);
        QCOMPARE(reset.followClockBack().value(), 0);
        m->clock.advance(24h);
        QCOMPARE(reset.resetDue().value(), 1);
    }

    void whatIsSettledMeanwhileStays()
    {
        const Json key = m->newKey({{"spend", 1}, {"budget_duration", "1h"}});
        const auto meter = m->directory.key(tokenIn(key))->meter;
        gateway::restart(*meter, 1'000'000'000 - 30, core::Money());
        QCOMPARE(meter->spentNanos.load(), 30);
    }

    void aRowThatComesAfterTheResetBelongsToTheOldPeriod()
    {
        const Json key = m->newKey({{"budget_duration", "1h"}});
        storage::SpendLog late{.requestId = u"late"_s, .apiKey = tokenIn(key), .status = u"success"_s};
        late.spend = core::Money::fromNanos(7);
        late.endTime = m->clock.now();
        m->clock.advance(2h);
        QCOMPARE(BudgetReset(m->services).resetDue().value(), 1);
        storage::SpendLog next = late;
        next.requestId = u"next"_s;
        next.endTime = m->clock.now();
        QVERIFY(storage::SpendLogRepository(*m->database).insertMany({late, next}));
        QCOMPARE(storage::KeyRepository(*m->database).find(tokenIn(key)).value()->spend,
                 core::Money::fromNanos(7));
    }

    void periodsSleptThroughCountOnce()
    {
        const Json key = m->newKey({{"spend", 1}, {"budget_duration", "1h"}});
        m->clock.advance(49h + 30min);
        QCOMPARE(BudgetReset(m->services).resetDue().value(), 1);
        QCOMPARE(m->directory.key(tokenIn(key))->rules.limits.budgetResetAt,
                 std::optional(core::parseIso8601(u"2026-11-25T12:00:00Z"_s).value()));
    }

    void aTimeWithoutAPeriodResetsOnce()
    {
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}, {"budget_reset_at", "2026-11-23T11:00:00Z"}}));
        m->clock.advance(2h);
        const BudgetReset reset(m->services);
        QCOMPARE(reset.resetDue().value(), 1);
        QCOMPARE(reset.resetDue().value(), 0);
        QCOMPARE(m->directory.budget(u"b"_s)->meter->resetAtMicros.load(), 0);
    }

    void aDatabaseThatFailsLeavesTheMeterForTheNextTry()
    {
        const Json key = m->newKey({{"spend", 1}, {"budget_duration", "1h"}});
        m->clock.advance(2h);
        QVERIFY(m->database->run(u"ALTER TABLE verification_tokens RENAME TO away"_s));
        const BudgetReset reset(m->services);
        QVERIFY(!reset.resetDue());
        QCOMPARE(m->directory.key(tokenIn(key))->meter->spentNanos.load(), 1'000'000'000);
        QVERIFY(m->database->run(u"ALTER TABLE away RENAME TO verification_tokens"_s));
        QCOMPARE(reset.resetDue().value(), 1);
        QCOMPARE(m->directory.key(tokenIn(key))->meter->spentNanos.load(), 0);
    }

    void theTimerTicksWhileItsContextLives()
    {
        const Json key = m->newKey({{"spend", 1}, {"budget_duration", "1h"}});
        auto context = std::make_unique<QObject>();
        BudgetReset(m->services).start(context.get());
        m->clock.advance(2h);
        QTRY_COMPARE(m->directory.key(tokenIn(key))->meter->spentNanos.load(), 0);
    }
};

QTEST_GUILESS_MAIN(BudgetResetTest)
#include "tst_budgetreset.moc"
