// SPDX-License-Identifier: GPL-3.0-or-later
#include "controlharness.h"

#include <core/ids.h>
#include <gateway/directoryloader.h>
#include <gateway/stages/authenticate.h>
#include <storage/gateway/auditrepository.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::gateway;
using core::Json;
using core::Money;
using test::ControlHarness;
using test::tokenIn;

/// Keys that take another's place, and keys that are gone.
class TestKeyRotation : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m = std::make_unique<ControlHarness>(); }
    void theOldKeyIsAcceptedDuringTheGraceOnly();
    void withoutGraceTheOldKeyEndsAtOnce();
    void spendAndReservationsGoOn();
    void aRotatedKeyRotatesAgain();
    void survivesARestart();
    void takesTheKeyAsked();
    void theMasterKeyIsNotRotatedHere();
    void resetsTheSpend_data();
    void resetsTheSpend();
    void aDeletedKeyIsListedAsSuch();
    void leavesATrailWithoutKeys();
    void aModelBudgetHasAPeriodOfItsOwn();
    void updatesManyAndTellsWhatFailed();

private:
    core::Result<Json> at(const char *route, const QString &parameter, const Json &body);
    bool accepts(const Directory &directory, const Json &plain);
    std::unique_ptr<ControlHarness> m;
};

core::Result<Json> TestKeyRotation::at(const char *route, const QString &parameter, const Json &body)
{
    for (const AdminRoute &entry : m->routes) {
        if (entry.path == route)
            return entry.handler({ControlHarness::admin(), route, {}, body, parameter, {}});
    }
    return core::fail(core::ErrorKind::NotFound, u"no such route"_s);
}

bool TestKeyRotation::accepts(const Directory &directory, const Json &plain)
{
    static const MasterKey master(core::SecretString(u"sk-master"_s));
    return Authenticate(directory, master, m->clock)
        .run({{"x-api-key", QByteArray::fromStdString(plain.get<std::string>())}})
        .has_value();
}

void TestKeyRotation::theOldKeyIsAcceptedDuringTheGraceOnly()
{
    const Json old = m->newKey({{"key_alias", "a"}});
    const auto made = m->post("/key/regenerate", {{"key", old["key"]}, {"grace_period", "1h"}});
    QVERIFY(made.has_value());
    QVERIFY((*made)["key"] != old["key"]);
    QCOMPARE((*made)["key_alias"], Json("a"));
    QCOMPARE((*made)["rotation_count"], Json(1));
    QVERIFY(accepts(m->directory, (*made)["key"]));
    QVERIFY(accepts(m->directory, old["key"]));
    m->clock.advance(std::chrono::hours(1));
    QVERIFY(!accepts(m->directory, old["key"]));
    QVERIFY(accepts(m->directory, (*made)["key"]));
}

void TestKeyRotation::withoutGraceTheOldKeyEndsAtOnce()
{
    const Json old = m->newKey();
    QVERIFY(at("/key/{key}/regenerate", core::stringOr(old, "token"), Json::object()).has_value());
    QVERIFY(!accepts(m->directory, old["key"]));
}

void TestKeyRotation::spendAndReservationsGoOn()
{
    const Json old = m->newKey({{"spend", 1.5}, {"max_budget", 2}});
    const auto meter = m->directory.key(tokenIn(old))->meter;
    meter->reservedNanos = 7;
    const auto made = m->post("/key/regenerate", {{"key", old["key"]}});
    QVERIFY(made.has_value());
    QCOMPARE((*made)["spend"], Json(1.5));
    QCOMPARE(m->directory.key(tokenIn(*made))->meter, meter);
}

void TestKeyRotation::aRotatedKeyRotatesAgain()
{
    const Json first = m->newKey();
    const auto second = m->post("/key/regenerate", {{"key", first["key"]}, {"grace_period", "1h"}});
    const auto third = m->post("/key/regenerate", {{"key", (*second)["key"]}});
    QVERIFY(third.has_value());
    QVERIFY(accepts(m->directory, first["key"]));
    QVERIFY(!accepts(m->directory, (*second)["key"]));
    QCOMPARE((*third)["rotation_count"], Json(2));
}

void TestKeyRotation::survivesARestart()
{
    const Json old = m->newKey({{"key_alias", "a"}});
    const auto made = m->post("/key/regenerate", {{"key", old["key"]}, {"grace_period", "1h"}});
    QVERIFY(made.has_value());
    Directory again;
    QVERIFY(loadDirectory(again, *m->database).has_value());
    QVERIFY(accepts(again, old["key"]));
    QVERIFY(accepts(again, (*made)["key"]));
    QVERIFY(!again.key(tokenIn(old)));
}

void TestKeyRotation::takesTheKeyAsked()
{
    const Json old = m->newKey();
    const auto made = m->post("/key/regenerate", {{"key", old["key"]}, {"new_key", "sk-mine-1234"}});
    QCOMPARE((*made)["key"], Json("sk-mine-1234"));
    const Json other = m->newKey();
    QVERIFY(!m->post("/key/regenerate", {{"key", other["key"]}, {"new_key", "sk-mine-1234"}}).has_value());
    QVERIFY(!m->post("/key/regenerate", {{"key", other["key"]}, {"new_key", "mine"}}).has_value());
    QVERIFY(accepts(m->directory, other["key"]));
}

void TestKeyRotation::theMasterKeyIsNotRotatedHere()
{
    const auto refused = m->post("/key/regenerate", {{"key", "sk-master"}, {"new_master_key", "sk-other"}});
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().param, u"new_master_key"_s);
}

void TestKeyRotation::resetsTheSpend_data()
{
    QTest::addColumn<Json>("resetTo");
    QTest::addColumn<bool>("done");
    QTest::newRow("to nothing") << Json(0) << true;
    QTest::newRow("to less") << Json(1.25) << true;
    QTest::newRow("to more than was spent") << Json(1.75) << false;
    QTest::newRow("below nothing") << Json(-1) << false;
    QTest::newRow("not said") << Json(nullptr) << false;
}

void TestKeyRotation::resetsTheSpend()
{
    QFETCH(Json, resetTo);
    QFETCH(bool, done);
    const Json key = m->newKey({{"spend", 1.5}, {"max_budget", 2}});
    const auto answer = at("/key/{key}/reset_spend", core::stringOr(key, "token"), {{"reset_to", resetTo}});
    QCOMPARE(answer.has_value(), done);
    const double spend = Money::fromNanos(m->directory.key(tokenIn(key))->meter->spentNanos).usd();
    QCOMPARE(spend, done ? resetTo.get<double>() : 1.5);
    if (done)
        QCOMPARE((*answer)["previous_spend"], Json(1.5));
}

void TestKeyRotation::aDeletedKeyIsListedAsSuch()
{
    const Json kept = m->newKey();
    const Json gone = m->newKey({{"key_alias", "gone"}, {"spend", 1}});
    QVERIFY(m->post("/key/delete", {{"key_aliases", Json::array({"gone"})}}).has_value());
    const auto deleted = m->get("/key/list", u"status=deleted&return_full_object=true"_s);
    QVERIFY(deleted.has_value());
    QCOMPARE((*deleted)["total_count"], Json(1));
    QCOMPARE((*deleted)["keys"][0]["token"], gone["token"]);
    QCOMPARE((*deleted)["keys"][0]["spend"], Json(1.0));
    QCOMPARE((*m->get("/key/list"))["keys"], Json::array({kept["token"]}));
    QVERIFY(!m->get("/key/list", u"status=odd"_s).has_value());
}

void TestKeyRotation::leavesATrailWithoutKeys()
{
    const Json key = m->newKey();
    const auto made = m->post("/key/regenerate", {{"key", key["key"]}});
    QVERIFY(m->post("/key/delete", {{"keys", Json::array({(*made)["token"]})}}).has_value());
    const auto rows = storage::AuditRepository(*m->database).list({}, false, {0, 100});
    QStringList actions;
    for (const auto &row : *rows) {
        actions.append(row.action);
        const QByteArray all = core::toJsonBytes(row.before) + core::toJsonBytes(row.updated);
        QVERIFY(!all.contains(QByteArray::fromStdString(key["key"].get<std::string>())));
        QVERIFY(!all.contains(QByteArray::fromStdString((*made)["key"].get<std::string>())));
    }
    actions.sort();
    QCOMPARE(actions, (QStringList{u"created"_s, u"deleted"_s, u"rotated"_s}));
}

void TestKeyRotation::aModelBudgetHasAPeriodOfItsOwn()
{
    Json body = Json::object();
    body["model_max_budget"]["m"] = {{"budget_limit", 1}, {"time_period", "1d"}};
    const Json key = m->newKey(body);
    const auto entry = m->directory.keyModel(tokenIn(key), u"m"_s);
    QVERIFY(entry);
    QVERIFY(entry->rules.limits.budgetResetAt == *core::parseIso8601(u"2026-11-24T00:00:00Z"_s));
    entry->meter->spentNanos = 500'000'000;
    const auto info = m->get("/key/info", u"key="_s + core::stringOr(key, "token"));
    const Json usage = (*info)["info"]["model_max_budget_usage"]["m"];
    QCOMPARE(usage["current_spend"], Json(0.5));
    QCOMPARE(usage["budget_limit"], Json(1.0));
    const auto made = m->post("/key/regenerate", {{"key", key["key"]}});
    QCOMPARE(m->directory.keyModel(tokenIn(*made), u"m"_s)->meter, entry->meter);
    Json wrong = body;
    wrong["model_max_budget"]["m"] = {{"budget_limit", 1}};
    QVERIFY(!m->post("/key/generate", wrong).has_value());
}

void TestKeyRotation::updatesManyAndTellsWhatFailed()
{
    const Json key = m->newKey();
    const Json good{{"key", key["token"]}, {"max_budget", 3}};
    const Json bad{{"key", "sk-nowhere"}, {"max_budget", 3}};
    const auto answer = m->post("/key/bulk_update", {{"keys", Json::array({good, bad, 1})}});
    QVERIFY(answer.has_value());
    QCOMPARE((*answer)["total_requested"], Json(3));
    QCOMPARE((*answer)["successful_updates"].size(), std::size_t(1));
    QCOMPARE((*answer)["failed_updates"].size(), std::size_t(2));
    QCOMPARE(m->directory.key(tokenIn(key))->rules.limits.maxBudget, std::optional(Money::fromUsd(3)));
    QVERIFY(!m->post("/key/bulk_update", {{"keys", Json::array()}}).has_value());
}

QTEST_GUILESS_MAIN(TestKeyRotation)
#include "tst_keyrotation.moc"
