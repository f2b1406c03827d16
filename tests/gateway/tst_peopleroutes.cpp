// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/controlharness.h>
#include <gateway/directoryloader.h>
#include <storage/gateway/customerrepository.h>
#include <storage/gateway/keyrepository.h>
#include <storage/gateway/organizationrepository.h>
#include <storage/gateway/tagrepository.h>
#include <storage/gateway/teamrepository.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::ErrorKind;
using core::Json;
using gateway::test::ControlHarness;
using gateway::test::tokenIn;

class PeopleRoutesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ControlHarness> m;

    Json must(const core::Result<Json> &answer)
    {
        return answer ? *answer : Json{{"failed", core::describe(answer.error())}};
    }
    Json newOrganization(const QString &id, Json body = Json::object())
    {
        body["organization_id"] = id;
        body["organization_alias"] = u"Org "_s + id;
        return must(m->post("/organization/new", body));
    }
    core::Result<Json> patch(const char *path, const Json &body)
    {
        return m->call(m->admin(), "PATCH", path, {}, body);
    }
    core::Result<Json> erase(const char *path, const Json &body)
    {
        return m->call(m->admin(), "DELETE", path, {}, body);
    }

private Q_SLOTS:
    void init() { m = std::make_unique<ControlHarness>(); }

    void anOrganizationHasItsOwnBudget()
    {
        const Json row =
            newOrganization(u"o"_s, {{"max_budget", 9}, {"budget_duration", "1d"}, {"models", {"m"}}});
        QCOMPARE(row["litellm_budget_table"]["max_budget"], Json(9.0));
        const auto live = m->directory.organization(u"o"_s);
        QVERIFY(live->meter->resetAtMicros.load() > 0);
        QCOMPARE(m->directory.budget(*live->rules.budgetId)->rules.limits.maxBudget,
                 std::optional(core::Money::fromUsd(9)));
        live->meter->spentNanos = 1'000'000'000;
        const Json changed = must(patch(
            "/organization/update",
            {{"organization_id", "o"}, {"litellm_budget_table", {{"max_budget", 4}}}, {"models", {"n"}}}));
        QCOMPARE(changed["litellm_budget_table"]["max_budget"], Json(4.0));
        QCOMPARE(changed["organization_alias"], Json("Org o"));
        QCOMPARE(changed["spend"], Json(1.0));
        QCOMPARE(m->directory.budgets().size(), 1u);
    }

    void abudgetIsNamedOrGivenNotBoth()
    {
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}, {"max_budget", 1}}));
        QCOMPARE(newOrganization(u"o"_s, {{"budget_id", "b"}})["budget_id"], Json("b"));
        const auto refused = [&](const char *path, Json body, const QString &param) {
            body["organization_alias"] = "A";
            body["user_id"] = "c";
            body["name"] = "t";
            const auto answer = m->post(path, body);
            return !answer && answer.error().param == param;
        };
        for (const char *path : {"/organization/new", "/customer/new", "/tag/new"}) {
            QVERIFY2(refused(path, {{"budget_id", "b"}, {"max_budget", 2}}, u"budget_id"_s), path);
            QVERIFY2(refused(path, {{"budget_id", "nothing"}}, u"budget_id"_s), path);
            QVERIFY2(refused(path, {{"max_budget", -2}}, u"max_budget"_s), path);
        }
        QVERIFY(!m->directory.tag(u"t"_s) && !m->directory.customer(u"c"_s));
        QCOMPARE(m->directory.budgets().size(), 1u);
    }

    void organizationsAreUniqueAndNamed()
    {
        newOrganization(u"o"_s);
        QCOMPARE(m->post("/organization/new", {{"organization_id", "o"}, {"organization_alias", "A"}})
                     .error()
                     .kind,
                 ErrorKind::Conflict);
        QCOMPARE(m->post("/organization/new", Json::object()).error().param, u"organization_alias"_s);
        QCOMPARE(patch("/organization/update", {{"organization_id", "x"}}).error().kind, ErrorKind::NotFound);
        QCOMPARE(m->get("/organization/info", u"organization_id=x"_s).error().kind, ErrorKind::NotFound);
        QCOMPARE(erase("/organization/delete", {{"organization_ids", {"o", "x"}}}).error().kind,
                 ErrorKind::NotFound);
        QVERIFY(m->directory.organization(u"o"_s));
    }

    void membersComeChangeAndGo()
    {
        newOrganization(u"o"_s);
        const Json added = must(
            m->post("/organization/member_add",
                    {{"organization_id", "o"},
                     {"member", {{{"user_id", "u"}, {"role", "org_admin"}}, {{"user_email", "a@x.org"}}}},
                     {"max_budget_in_organization", 2}}));
        QCOMPARE(added["updated_users"].size(), 2u);
        QCOMPARE(added["updated_organization_memberships"][0]["user_role"], Json("org_admin"));
        QVERIFY(m->directory.user(u"u"_s));
        QCOMPARE(
            m->post("/organization/member_add", {{"organization_id", "o"}, {"member", {{"user_id", "u"}}}})
                .error()
                .kind,
            ErrorKind::Conflict);
        const Json changed =
            must(patch("/organization/member_update",
                       {{"organization_id", "o"}, {"user_id", "u"}, {"role", "internal_user"}}));
        QCOMPARE(changed["user_role"], Json("internal_user"));
        QCOMPARE(changed["litellm_budget_table"]["max_budget"], Json(2.0));
        QCOMPARE(patch("/organization/member_update",
                       {{"organization_id", "o"}, {"user_id", "u"}, {"role", "king"}})
                     .error()
                     .param,
                 u"role"_s);
        QVERIFY(erase("/organization/member_delete", {{"organization_id", "o"}, {"user_email", "A@x.org"}}));
        QCOMPARE(m->directory.organization(u"o"_s)->rules.members.size(), 1);
        QCOMPARE(
            erase("/organization/member_delete", {{"organization_id", "o"}, {"user_id", "x"}}).error().kind,
            ErrorKind::NotFound);
    }

    void orgAdminsRunTheirOrganizationOnly()
    {
        newOrganization(u"o"_s);
        newOrganization(u"p"_s);
        const auto chief = m->userCaller(u"chief"_s);
        QVERIFY(
            m->post("/organization/member_add",
                    {{"organization_id", "o"}, {"member", {{"user_id", "chief"}, {"role", "org_admin"}}}}));
        QCOMPARE(must(m->getAs(chief, "/organization/list")).size(), 1u);
        QVERIFY(m->getAs(chief, "/organization/info", u"organization_id=o"_s));
        QCOMPARE(m->getAs(chief, "/organization/info", u"organization_id=p"_s).error().kind,
                 ErrorKind::Forbidden);
        const Json body{
            {"organization_id", "p"}, {"member", {{"user_id", "x"}}}, {"organization_ids", {"p"}}};
        QCOMPARE(m->call(chief, "POST", "/organization/member_add", {}, body).error().kind,
                 ErrorKind::Forbidden);
        QCOMPARE(m->call(chief, "DELETE", "/organization/delete", {}, body).error().kind,
                 ErrorKind::Forbidden);
        QCOMPARE(m->call(chief, "POST", "/organization/new", {}, body).error().kind, ErrorKind::Forbidden);
        QVERIFY(m->call(chief, "POST", "/organization/member_add", {},
                        {{"organization_id", "o"}, {"member", {{"user_id", "x"}}}}));
        QVERIFY(m->call(chief, "DELETE", "/organization/delete", {}, {{"organization_ids", {"o"}}}));
    }

    void anOrganizationGoesWithTeamsAndKeys()
    {
        newOrganization(u"o"_s);
        QVERIFY(m->post("/team/new", {{"team_id", "t"}, {"organization_id", "o"}}));
        const Json ofTeam = m->newKey({{"team_id", "t"}, {"organization_id", "o"}});
        const Json own = m->newKey({{"organization_id", "o"}}), other = m->newKey();
        QCOMPARE(must(m->get("/organization/info", u"organization_id=o"_s))["teams"].size(), 1u);
        QCOMPARE(must(erase("/organization/delete", {{"organization_ids", {"o"}}}))[0]["organization_id"],
                 Json("o"));
        QVERIFY(!m->directory.organization(u"o"_s) && !m->directory.team(u"t"_s));
        QVERIFY(!m->directory.key(tokenIn(ofTeam)) && !m->directory.key(tokenIn(own)));
        QVERIFY(m->directory.key(tokenIn(other)));
        QVERIFY(!storage::OrganizationRepository(*m->database).find(u"o"_s).value());
    }

    void customersAreMadeChangedAndDeleted()
    {
        const Json row = must(m->post("/customer/new", {{"user_id", "c"},
                                                        {"alias", "A"},
                                                        {"max_budget", 3},
                                                        {"allowed_model_region", "eu"},
                                                        {"spend", 1}}));
        QCOMPARE(row["litellm_budget_table"]["max_budget"], Json(3.0));
        QCOMPARE(row["spend"], Json(1.0));
        const auto again = m->post("/end_user/new", {{"user_id", "c"}});
        QCOMPARE(again.error().code, u"bad_request"_s);
        QCOMPARE(again.error().param, u"user_id"_s);
        QVERIFY(m->post("/customer/update", {{"user_id", "c"}, {"max_budget", 4}, {"alias", nullptr}}));
        const Json info = must(m->get("/end_user/info", u"end_user_id=c"_s));
        QCOMPARE(info["litellm_budget_table"]["max_budget"], Json(4.0));
        QVERIFY(info["alias"].is_null());
        QCOMPARE(info["spend"], Json(1.0));
        QCOMPARE(must(m->get("/customer/list")).size(), 1u);
        QCOMPARE(m->get("/customer/info", u"end_user_id=x"_s).error().code, u"not_found"_s);
        QCOMPARE(m->post("/customer/update", {{"user_id", "x"}}).error().kind, ErrorKind::NotFound);
        QCOMPARE(m->post("/customer/new", {{"user_id", "d"}, {"allowed_model_region", "mars"}}).error().param,
                 u"allowed_model_region"_s);
        QCOMPARE(m->post("/customer/delete", {{"user_ids", {"c", "x"}}}).error().kind, ErrorKind::NotFound);
        QCOMPARE(must(m->post("/customer/delete", {{"user_ids", {"c"}}}))["deleted_customers"], Json(1));
        QVERIFY(!m->directory.customer(u"c"_s));
    }

    void blockingReachesWhoWasNeverHere()
    {
        const Json blocked = must(m->post("/customer/block", {{"user_ids", {"a", "b"}}}));
        QCOMPARE(blocked["blocked_users"].size(), 2u);
        QVERIFY(m->directory.customer(u"a"_s)->rules.blocked);
        gateway::Directory again;
        QVERIFY(gateway::loadDirectory(again, *m->database));
        QVERIFY(again.customer(u"b"_s)->rules.blocked);
        QVERIFY(m->post("/end_user/unblock", {{"user_ids", {"a"}}}));
        QVERIFY(!m->directory.customer(u"a"_s)->rules.blocked);
        QCOMPARE(m->post("/customer/unblock", {{"user_ids", {"x"}}}).error().kind, ErrorKind::NotFound);
    }

    void tagsAreMadeChangedAndDeleted()
    {
        const Json made = must(m->post("/tag/new", {{"name", "夜"},
                                                    {"description", "d"},
                                                    {"models", {"id"}},
                                                    {"max_budget", 1},
                                                    {"budget_duration", "7d"}}));
        QCOMPARE(made["tag"]["litellm_budget_table"]["max_budget"], Json(1.0));
        QCOMPARE(m->post("/tag/new", {{"name", "夜"}}).error().detail, u"Tag 夜 already exists"_s);
        QVERIFY(m->post("/tag/update", {{"name", "夜"}, {"description", "e"}, {"max_budget", 2}}));
        const Json info = must(m->post("/tag/info", {{"names", {"夜", "x"}}}));
        QCOMPARE(info.size(), 1u);
        QCOMPARE(info["夜"]["description"], Json("e"));
        QCOMPARE(info["夜"]["litellm_budget_table"]["max_budget"], Json(2.0));
        QCOMPARE(m->post("/tag/info", {{"names", {"x"}}}).error().kind, ErrorKind::NotFound);
        QCOMPARE(m->post("/tag/update", {{"name", "x"}}).error().kind, ErrorKind::NotFound);
        QVERIFY(m->post("/tag/delete", {{"name", "夜"}}));
        QVERIFY(!m->directory.tag(u"夜"_s));
        QCOMPARE(m->post("/tag/delete", {{"name", "夜"}}).error().kind, ErrorKind::NotFound);
    }

    void tagsOfRequestsAreListed()
    {
        QVERIFY(m->post("/tag/new", {{"name", "declared"}}));
        for (const char *name : {"declared", "seen"})
            QVERIFY(m->database->run(
                u"INSERT INTO daily_spend VALUES ('tag', ?, 1, 'k', 'm', 'g', 'p', 'e', 1, 1, 1, 1, 1, 1, 0)"_s,
                {QString::fromLatin1(name)}));
        const Json rows = must(m->get("/tag/list"));
        QCOMPARE(rows.size(), 2u);
        QCOMPARE(rows[1]["name"], Json("seen"));
        QVERIFY(rows[1]["litellm_budget_table"].is_null());
    }

    void budgetSettingsAreForAdmins()
    {
        QVERIFY(m->post("/budget/new", {{"budget_id", "b"}, {"max_budget", 1}}));
        const Json rows = must(m->get("/budget/settings", u"budget_id=b"_s));
        QCOMPARE(rows.size(), 6u);
        QCOMPARE(rows[4]["field_value"], Json(1.0));
        QCOMPARE(rows[4]["stored_in_db"], Json(true));
        QCOMPARE(m->get("/budget/settings", u"budget_id=x"_s).error().kind, ErrorKind::NotFound);
        const auto caller = m->userCaller(u"u"_s);
        for (const char *path : {"/budget/settings", "/budget/list"}) {
            const auto refused = m->getAs(caller, path, u"budget_id=b"_s);
            QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
            QCOMPARE(refused.error().detail,
                     u"Admin-only endpoint. Not allowed to access this., your role=internal_user"_s);
        }
        QVERIFY(!m->call(caller, "POST", "/budget/delete", {}, {{"id", "b"}}));
    }

    void everyChangeIsAudited()
    {
        newOrganization(u"o"_s, {{"max_budget", 1}});
        m->clock.advance(std::chrono::seconds(1));
        QVERIFY(m->post("/customer/block", {{"user_ids", {"c"}}}));
        QVERIFY(m->post("/customer/unblock", {{"user_ids", {"c"}}}));
        QVERIFY(m->post("/tag/new", {{"name", "t"}}) && m->post("/tag/delete", {{"name", "t"}}));
        const Json all = must(m->get("/audit", u"page_size=100"_s));
        QCOMPARE(all["total"], Json(6));
        QCOMPARE(must(m->get("/audit", u"action=deleted"_s))["audit_logs"][0]["table_name"],
                 Json("LiteLLM_TagTable"));
        const Json ofCustomer = must(m->get("/audit", u"object_id=c&sort_order=asc&page_size=1&page=2"_s));
        QCOMPARE(ofCustomer["total"], Json(2));
        QCOMPARE(ofCustomer["total_pages"], Json(2));
        QCOMPARE(ofCustomer["audit_logs"].size(), 1u);
        QCOMPARE(must(m->get("/audit", u"end_date=2026-11-23T10:00:00.5Z"_s))["total"], Json(2));
        QCOMPARE(must(m->get("/audit", u"start_date=2026-11-23&end_date=2026-11-23"_s))["total"], Json(6));
        QCOMPARE(must(m->get("/audit", u"start_date=2026-11-24"_s))["total"], Json(0));
        QCOMPARE(must(m->get("/audit", u"sort_by=object_id&sort_order=asc"_s))["audit_logs"].size(), 6u);
        for (const QString &query : {u"sort_by=secret"_s, u"start_date=soon"_s, u"page=0"_s})
            QVERIFY(!m->get("/audit", query));
        const QString id = core::stringOr(all["audit_logs"][0], "id");
        QCOMPARE(must(m->get((u"/audit/"_s + id).toUtf8().constData()))["id"], Json(id));
        QCOMPARE(m->get("/audit/nothing").error().kind, ErrorKind::NotFound);
        const auto caller = m->userCaller(u"u"_s);
        QVERIFY(!m->getAs(caller, "/audit"));
        QVERIFY(m->getAs(m->userCaller(u"v"_s, u"proxy_admin_viewer"_s), "/audit"));
    }
};

QTEST_GUILESS_MAIN(PeopleRoutesTest)
#include "tst_peopleroutes.moc"
