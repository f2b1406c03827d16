// SPDX-License-Identifier: GPL-3.0-or-later
#include "controlharness.h"

#include <gateway/control/audittrail.h>
#include <storage/gateway/auditrepository.h>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;
using core::Json;

class TestAuditTrail : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysWhoChangedWhat();
    void namesOnWhoseBehalf();
    void keepsNoSecret_data();
    void keepsNoSecret();

private:
    storage::AuditEntry recorded(const AdminCall &call, const Json &before, const Json &after);
    test::ControlHarness m_harness;
};

storage::AuditEntry TestAuditTrail::recorded(const AdminCall &call, const Json &before, const Json &after)
{
    m_harness.clock.advance(std::chrono::seconds(1));
    const auto done = AuditTrail(m_harness.services)
                          .record(call, AuditAction::Updated, AuditTable::Team, u"t"_s, before, after);
    const auto rows = storage::AuditRepository(*m_harness.database).list({}, true, {0, 1});
    return done && rows && !rows->isEmpty() ? rows->first() : storage::AuditEntry();
}

void TestAuditTrail::saysWhoChangedWhat()
{
    const AdminCall call{.caller = test::ControlHarness::admin()};
    const auto entry = recorded(call, {{"models", {"a"}}}, {{"models", {"b"}}});
    QCOMPARE(entry.changedBy, u"default_user_id"_s);
    QCOMPARE(entry.changedByApiKey, QByteArray("master"));
    QCOMPARE(entry.action, u"updated"_s);
    QCOMPARE(entry.tableName, u"LiteLLM_TeamTable"_s);
    QCOMPARE(entry.objectId, u"t"_s);
    QVERIFY(entry.updatedAt == m_harness.clock.now());
    QVERIFY(entry.before == Json({{"models", {"a"}}}));
    QVERIFY(entry.updated == Json({{"models", {"b"}}}));
}

void TestAuditTrail::namesOnWhoseBehalf()
{
    const AdminCall call{.caller = test::ControlHarness::admin(), .changedBy = u"somebody"_s};
    QCOMPARE(recorded(call, Json::object(), Json::object()).changedBy, u"somebody"_s);
}

void TestAuditTrail::keepsNoSecret_data()
{
    QTest::addColumn<Json>("value");
    QTest::newRow("a key") << Json{{"key", "sk-secret"}};
    QTest::newRow("a new key") << Json{{"new_key", "sk-secret"}};
    QTest::newRow("a deployment's key") << Json{{"litellm_params", {{"api_key", "sk-secret"}}}};
    QTest::newRow("a callback's secret")
        << Json{{"metadata", {{"logging", {{{"langfuse_secret_key", "sk-secret"}}}}}}};
    QTest::newRow("credentials") << Json{{"credential_values", {{"anything", "sk-secret"}}}};
    QTest::newRow("a password") << Json{{"db_password", "sk-secret"}};
}

void TestAuditTrail::keepsNoSecret()
{
    QFETCH(Json, value);
    const auto entry = recorded({.caller = test::ControlHarness::admin()}, value, value);
    QVERIFY(!core::toJsonBytes(entry.before).contains("sk-secret"));
    QVERIFY(!core::toJsonBytes(entry.updated).contains("sk-secret"));
    QVERIFY(core::toJsonBytes(entry.updated).contains("****"));
}

QTEST_GUILESS_MAIN(TestAuditTrail)
#include "tst_audittrail.moc"
