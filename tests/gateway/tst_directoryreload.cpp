// SPDX-License-Identifier: GPL-3.0-or-later
#include "controlharness.h"

#include <gateway/directoryreload.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::Json;
using gateway::test::ControlHarness;
using gateway::test::tokenIn;

/// What somebody else changed in the database is followed.
class TestDirectoryReload : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ControlHarness> m;

    bool reload() { return gateway::reloadDirectory(m->directory, *m->database, m->settings).has_value(); }

private Q_SLOTS:
    void init() { m = std::make_unique<ControlHarness>(); }

    void whatWentIsGone()
    {
        QVERIFY(m->post("/organization/new", {{"organization_id", "o"}, {"organization_alias", "O"}}));
        QVERIFY(
            m->post("/organization/member_add",
                    {{"organization_id", "o"}, {"member", {{"user_id", "u"}, {"role", "internal_user"}}}}));
        QVERIFY(m->post("/team/new", {{"team_id", "t"}}));
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}}));
        QVERIFY(m->post("/tag/new", {{"name", "x"}}));
        QVERIFY(m->post("/customer/new", {{"user_id", "c"}, {"blocked", true}}));
        const QByteArray key = tokenIn(m->newKey());
        const auto meterOnly = m->directory.customerOrNew(u"new"_s);
        QVERIFY(reload());
        QVERIFY(m->directory.organizationMember(u"o"_s, u"u"_s));
        for (const auto *table :
             {"organizations", "users", "teams", "budgets", "tags", "end_users", "verification_tokens"})
            QVERIFY(m->database->run(u"DELETE FROM "_s + QLatin1StringView(table)));
        QVERIFY(reload());
        QVERIFY(!m->directory.organization(u"o"_s) && !m->directory.organizationMember(u"o"_s, u"u"_s));
        QVERIFY(!m->directory.user(u"u"_s) && !m->directory.team(u"t"_s) && !m->directory.budget(u"b"_s));
        QVERIFY(!m->directory.tag(u"x"_s) && !m->directory.customer(u"c"_s) && !m->directory.key(key));
        QCOMPARE(m->directory.customer(u"new"_s), meterOnly);
    }

    void everybodysBudgetStays()
    {
        storage::User everybody;
        everybody.userId = QLatin1StringView(storage::ProxyBudgetUser);
        m->directory.publish(everybody);
        QVERIFY(reload());
        QVERIFY(m->directory.user(everybody.userId));
    }

    void modelsAreReadAgain()
    {
        const Json model{{"model_name", "stored"},
                         {"litellm_params", {{"model", "openai/m"}, {"api_base", "http://127.0.0.1:1/v1"}}}};
        QVERIFY(m->post("/model/new", model));
        QVERIFY(gateway::ModelTable::find(m->registry.table(), u"stored"_s, {}));
        QVERIFY(m->registry.reload());
        QVERIFY(gateway::ModelTable::find(m->registry.table(), u"stored"_s, {}));
        QVERIFY(m->database->run(u"DELETE FROM proxy_models"_s));
        QVERIFY(m->registry.reload());
        QVERIFY(!gateway::ModelTable::find(m->registry.table(), u"stored"_s, {}));
        QVERIFY(m->database->run(u"ALTER TABLE proxy_models RENAME TO away"_s));
        QVERIFY(!m->registry.reload());
    }
};

QTEST_GUILESS_MAIN(TestDirectoryReload)
#include "tst_directoryreload.moc"
