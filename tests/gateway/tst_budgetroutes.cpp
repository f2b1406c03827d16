// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/controlharness.h>
#include <storage/gateway/budgetrepository.h>
#include <storage/gateway/keyrepository.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::ErrorKind;
using core::Json;
using gateway::test::ControlHarness;
using gateway::test::tokenIn;

class BudgetRoutesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ControlHarness> m;

    storage::Budget stored(const QString &id) const
    {
        return storage::BudgetRepository(*m->database).find(id).value().value_or(storage::Budget());
    }

private Q_SLOTS:
    void init() { m = std::make_unique<ControlHarness>(); }

    void aNewBudgetIsStoredAndPublished()
    {
        const auto row = m->post("/budget/new", {{"budget_id", "b"},
                                                 {"max_budget", 10},
                                                 {"soft_budget", 8},
                                                 {"budget_duration", "7d"},
                                                 {"tpm_limit", 5},
                                                 {"model_max_budget", {{"m", {{"max_budget", 1}}}}}});
        QVERIFY(row);
        QCOMPARE((*row)["budget_id"], Json("b"));
        QCOMPARE((*row)["max_budget"], Json(10.0));
        QCOMPARE((*row)["budget_reset_at"], Json("2026-11-30T00:00:00Z"));
        QCOMPARE((*row)["model_max_budget"]["m"]["max_budget"], Json(1));
        QCOMPARE((*row)["created_by"], Json("default_user_id"));
        QCOMPARE((*row)["spend"], Json(0.0));
        QVERIFY(m->directory.budget(u"b"_s)->rules == stored(u"b"_s));
    }

    void aResetTimeMayBeGiven()
    {
        const auto row =
            m->post("/budget/new", {{"budget_duration", "1d"}, {"budget_reset_at", "2027-01-01T00:00:00Z"}});
        QVERIFY(row);
        QCOMPARE((*row)["budget_reset_at"], Json("2027-01-01T00:00:00Z"));
        QCOMPARE(core::stringOr(*row, "budget_id").size(), 36);
    }

    void refusesBadInput_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("param");
        const auto row = [](const char *name, const char *body, const char *param) {
            QTest::newRow(name) << QByteArray(body) << QString::fromUtf8(param);
        };
        row("an id that is taken", R"({"budget_id":"b"})", "budget_id");
        row("an id that is a list", R"({"budget_id":["b"]})", "budget_id");
        row("a negative budget", R"({"max_budget":-1})", "max_budget");
        row("a budget in words", R"({"max_budget":"ten"})", "max_budget");
        row("an unknown period", R"({"budget_duration":"x"})", "budget_duration");
        row("a reset time in words", R"({"budget_reset_at":"tomorrow"})", "budget_reset_at");
        row("model budgets that are a list", R"({"model_max_budget":[]})", "model_max_budget");
    }

    void refusesBadInput()
    {
        QFETCH(QByteArray, body);
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}, {"max_budget", 1}}));
        const auto answer = m->post("/budget/new", core::parseJson(body).value());
        QVERIFY(!answer);
        QTEST(answer.error().param, "param");
        QCOMPARE(m->directory.budgets().size(), 1u);
        QCOMPARE(stored(u"b"_s).limits.maxBudget, std::optional(core::Money::fromUsd(1)));
    }

    void updateKeepsSpendAndWhatIsAbsent()
    {
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}, {"max_budget", 1}, {"budget_duration", "1d"}}));
        m->directory.budget(u"b"_s)->meter->spentNanos = 250'000'000;
        const auto row = m->post("/budget/update", {{"budget_id", "b"}, {"max_budget", 2}});
        QVERIFY(row);
        QCOMPARE((*row)["max_budget"], Json(2.0));
        QCOMPARE((*row)["budget_duration"], Json("1d"));
        QCOMPARE((*row)["spend"], Json(0.25));
        const auto cleared = m->post("/budget/update", {{"budget_id", "b"}, {"budget_duration", nullptr}});
        QVERIFY(cleared && (*cleared)["budget_reset_at"].is_null());
        QCOMPARE(m->directory.budget(u"b"_s)->meter->resetAtMicros.load(), 0);
    }

    void infoAndListShowRows()
    {
        QVERIFY(m->post("/budget/new", {{"budget_id", "a"}}) && m->post("/budget/new", {{"budget_id", "b"}}));
        const auto info = m->post("/budget/info", {{"budgets", {"b", "nothing"}}});
        QVERIFY(info);
        QCOMPARE(info->size(), 1u);
        QCOMPARE((*info)[0]["budget_id"], Json("b"));
        QCOMPARE(m->get("/budget/list")->size(), 2u);
        QCOMPARE(m->post("/budget/info", Json::object()).error().param, u"budgets"_s);
    }

    void unknownBudgetsAreNotFound()
    {
        QCOMPARE(m->post("/budget/update", {{"budget_id", "x"}}).error().kind, ErrorKind::NotFound);
        QCOMPARE(m->post("/budget/delete", {{"id", "' OR 1=1 --"}}).error().kind, ErrorKind::NotFound);
        QCOMPARE(m->post("/budget/delete", Json::object()).error().param, u"id"_s);
    }

    void keysOutliveTheirBudget()
    {
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}}));
        const Json key = m->newKey({{"budget_id", "b"}});
        QVERIFY(m->post("/budget/delete", {{"id", "b"}}));
        QVERIFY(!m->directory.budget(u"b"_s));
        QVERIFY(!m->directory.key(tokenIn(key))->rules.budgetId);
        QVERIFY(!storage::KeyRepository(*m->database).find(tokenIn(key)).value()->budgetId);
    }

    void budgetsAreForTheAdmin()
    {
        const auto caller = m->callerOf(tokenIn(m->newKey()));
        QVERIFY(!m->getAs(caller, "/budget/list"));
        QVERIFY(!m->call(caller, "POST", "/budget/new", {}, Json::object()));
    }
};

QTEST_GUILESS_MAIN(BudgetRoutesTest)
#include "tst_budgetroutes.moc"
