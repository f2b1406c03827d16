// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/controlharness.h>
#include <gateway/directoryloader.h>
#include <gateway/errorenvelope.h>
#include <storage/gateway/auditrepository.h>
#include <storage/gateway/keyrepository.h>
#include <storage/gateway/teamrepository.h>
#include <storage/gateway/userrepository.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::ErrorKind;
using core::Json;
using gateway::test::ControlHarness;
using gateway::test::tokenIn;

class UserRoutesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ControlHarness> m;

    Json must(const core::Result<Json> &answer)
    {
        return answer ? *answer : Json{{"failed", core::describe(answer.error())}};
    }
    Json newUser(const Json &body) { return must(m->post("/user/new", body)); }
    std::optional<storage::User> stored(const QString &id) const
    {
        return storage::UserRepository(*m->database).find(id).value();
    }
    QStringList actionsOn(const QString &objectId)
    {
        QStringList actions;
        const auto entries =
            storage::AuditRepository(*m->database).list({.objectId = objectId}, false, {0, 100});
        for (const auto &entry : *entries)
            actions.append(entry.action);
        return actions;
    }
    QStringList listed(const QString &query)
    {
        QStringList ids;
        const Json page = must(m->get("/user/list", query));
        for (const Json &row : core::memberOr(page, "users"))
            ids.append(core::stringOr(row, "user_id"));
        return ids;
    }

private Q_SLOTS:
    void init() { m = std::make_unique<ControlHarness>(); }

    void aNewUserGetsAKey()
    {
        const Json user = newUser({{"user_id", "u"},
                                   {"user_email", "U@Example.org"},
                                   {"user_alias", "夜"},
                                   {"max_budget", 5},
                                   {"budget_duration", "1d"},
                                   {"models", {"m"}},
                                   {"key_alias", "first"},
                                   {"duration", "1d"},
                                   {"tpm_limit", 7}});
        QCOMPARE(user["user_id"], Json("u"));
        QCOMPARE(user["user_email"], Json("u@example.org"));
        QCOMPARE(user["user_role"], Json("internal_user"));
        QCOMPARE(user["max_budget"], Json(5.0));
        QCOMPARE(user["budget_reset_at"], Json("2026-11-24T00:00:00Z"));
        QCOMPARE(user["expires"], Json("2026-11-24T10:00:00Z"));
        QVERIFY(core::stringOr(user, "key").startsWith(u"sk-"_s));
        const auto key = m->directory.key(tokenIn(user));
        QVERIFY(key && key->rules.userId == u"u"_s && key->rules.keyAlias == u"first"_s);
        QVERIFY(!key->rules.limits.maxBudget);
        QVERIFY(m->directory.user(u"u"_s)->rules == *stored(u"u"_s));
        QCOMPARE(actionsOn(u"u"_s), QStringList{u"created"_s});
        QCOMPARE(actionsOn(QString::fromLatin1(tokenIn(user))), QStringList{u"created"_s});
    }

    void aKeyIsNotForcedUponAnyone()
    {
        const Json user = newUser({{"auto_create_key", false}});
        QCOMPARE(core::stringOr(user, "user_id").size(), 36);
        QVERIFY(user["key"].is_null() && user["token"].is_null());
        QVERIFY(m->directory.keys().empty());
    }

    void settingsGiveWhatIsNotSaid()
    {
        m->settings.defaultUserParams = {
            {"user_role", "internal_user_viewer"}, {"models", {"d"}}, {"teams", {"t"}}};
        m->settings.maxInternalUserBudget = core::Money::fromUsd(3);
        m->settings.internalUserBudgetDuration = u"7d"_s;
        QVERIFY(m->post("/team/new", {{"team_id", "t"}}));
        const Json user = newUser({{"user_id", "u"}});
        QCOMPARE(user["user_role"], Json("internal_user_viewer"));
        QCOMPARE(user["models"], Json::array({"d"}));
        QCOMPARE(user["max_budget"], Json(3.0));
        QCOMPARE(user["budget_duration"], Json("7d"));
        QCOMPARE(user["teams"], Json::array({"t"}));
        QCOMPARE(newUser({{"max_budget", 9}, {"teams", Json::array()}})["max_budget"], Json(9.0));
    }

    void aNewUserMayJoinTeams()
    {
        QVERIFY(m->post("/team/new", {{"team_id", "a"}}) && m->post("/team/new", {{"team_id", "b"}}));
        const Json teams =
            Json::array({"a", {{"team_id", "b"}, {"max_budget_in_team", 2}, {"user_role", "admin"}}});
        QCOMPARE(newUser({{"user_id", "u"}, {"teams", teams}})["teams"], Json::array({"a", "b"}));
        QVERIFY(m->directory.member(u"a"_s, u"u"_s));
        QCOMPARE(m->directory.member(u"b"_s, u"u"_s)->rules.role, u"admin"_s);
        QCOMPARE(m->directory.member(u"b"_s, u"u"_s)->rules.maxBudget,
                 std::optional(core::Money::fromUsd(2)));
    }

    void idsAndAddressesAreUnique()
    {
        newUser({{"user_id", "u"}, {"user_email", "a@b.org"}});
        for (const Json &body : {Json{{"user_id", "u"}}, Json{{"user_email", "A@B.org"}}}) {
            const auto again = m->post("/user/new", body);
            QVERIFY(!again);
            QCOMPARE(again.error().kind, ErrorKind::Conflict);
            QCOMPARE(gateway::statusOf(again.error(), gateway::ErrorDialect::Current), 409);
            QCOMPARE(again.error().code, u"internal_server_error"_s);
        }
        QCOMPARE(m->directory.keys().size(), 1u);
    }

    void refusesBadInput_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("param");
        const auto row = [](const char *name, const char *body, const char *param) {
            QTest::newRow(name) << QByteArray(body) << QString::fromUtf8(param);
        };
        row("an id that is a number", R"({"user_id":1})", "user_id");
        row("a role nobody has", R"({"user_role":"king"})", "user_role");
        row("a negative budget", R"({"max_budget":-1})", "max_budget");
        row("models that are text", R"({"models":"m"})", "models");
        row("teams that are text", R"({"teams":"t"})", "teams");
        row("a team that is not there", R"({"teams":["t"]})", "teams");
        row("a team that is a number", R"({"teams":[1]})", "team_id");
        row("an organization that is not there", R"({"organizations":["o"]})", "organizations");
        row("a key's duration in words", R"({"duration":"long"})", "duration");
        row("a flag in words", R"({"auto_create_key":"no"})", "auto_create_key");
        row("metadata that are a list", R"({"metadata":[]})", "metadata");
    }

    void refusesBadInput()
    {
        QFETCH(QByteArray, body);
        const auto answer = m->post("/user/new", core::parseJson(body).value());
        QVERIFY(!answer);
        QTEST(answer.error().param, "param");
        QCOMPARE(listed({}), QStringList());
        QVERIFY(m->directory.keys().empty());
    }

    void onlyAdminsMakeUsersAtWill()
    {
        const auto caller = m->userCaller(u"u"_s);
        const auto make = [&](const Json &body) { return m->call(caller, "POST", "/user/new", {}, body); };
        QCOMPARE(make({{"user_id", "x"}}).error().kind, ErrorKind::Forbidden);
        QVERIFY(m->post("/team/new", {{"team_id", "mine"},
                                      {"members_with_roles", {{{"user_id", "u"}, {"role", "admin"}}}}}));
        QVERIFY(m->post("/team/new", {{"team_id", "other"}}));
        QVERIFY(make({{"user_id", "x"}, {"teams", {"mine"}}}));
        QCOMPARE(make({{"user_id", "y"}, {"teams", {"mine", "other"}}}).error().kind, ErrorKind::Forbidden);
        const auto promoted = make({{"teams", {"mine"}}, {"user_role", "proxy_admin"}});
        QCOMPARE(promoted.error().kind, ErrorKind::Forbidden);
        QVERIFY(!stored(u"y"_s));
    }

    void peopleSeeThemselves()
    {
        const auto caller = m->userCaller(u"u"_s);
        newUser({{"user_id", "other"}});
        const Json own = must(m->getAs(caller, "/user/info"));
        QCOMPARE(own["user_id"], Json("u"));
        QCOMPARE(own["user_info"]["user_role"], Json("internal_user"));
        QCOMPARE(own["keys"].size(), 1u);
        QCOMPARE(m->getAs(caller, "/user/info", u"user_id=other"_s).error().kind, ErrorKind::Forbidden);
        QCOMPARE(m->getAs(caller, "/user/info", u"user_id=nobody"_s).error().kind, ErrorKind::Forbidden);
        QCOMPARE(must(m->getAs(caller, "/v2/user/info"))["user_id"], Json("u"));
        QCOMPARE(m->getAs(caller, "/user/list").error().kind, ErrorKind::Forbidden);
        QCOMPARE(m->get("/user/info", u"user_id=nobody"_s).error().kind, ErrorKind::NotFound);
        const Json all = must(m->get("/user/info"));
        QVERIFY(all["user_info"].is_null());
        QCOMPARE(all["keys"].size(), 2u);
    }

    void updateKeepsWhatIsAbsentAndTheSpend()
    {
        newUser({{"user_id", "u"}, {"user_email", "a@b.org"}, {"max_budget", 5}});
        m->directory.user(u"u"_s)->meter->spentNanos = 500'000'000;
        const Json answer = must(m->post("/user/update", {{"user_id", "u"}, {"user_alias", "A"}}));
        QCOMPARE(answer["data"]["max_budget"], Json(5.0));
        QCOMPARE(answer["data"]["spend"], Json(0.5));
        QCOMPARE(
            must(m->post("/user/update", {{"user_email", "a@b.org"}, {"max_budget", nullptr}}))["user_id"],
            Json("u"));
        QVERIFY(!stored(u"u"_s)->limits.maxBudget);
        QCOMPARE(must(m->post("/user/update", {{"user_id", "u"}, {"spend", 1}}))["data"]["spend"], Json(1.0));
        QCOMPARE(stored(u"u"_s)->spend, core::Money::fromUsd(1));
        QCOMPARE(actionsOn(u"u"_s).count(u"updated"_s), 3);
    }

    void updateMakesWhoIsNotThere()
    {
        QCOMPARE(must(m->post("/user/update", {{"user_id", "new"}, {"max_budget", 1}}))["user_id"],
                 Json("new"));
        QVERIFY(stored(u"new"_s));
        QCOMPARE(m->post("/user/update", Json::object()).error().param, u"user_id"_s);
    }

    void anAddressCannotBeTakenOver()
    {
        newUser({{"user_id", "a"}, {"user_email", "a@b.org"}});
        newUser({{"user_id", "b"}});
        QCOMPARE(m->post("/user/update", {{"user_id", "b"}, {"user_email", "A@b.org"}}).error().kind,
                 ErrorKind::Conflict);
        QVERIFY(!stored(u"b"_s)->userEmail);
    }

    void peopleMayRenameButNotPromoteThemselves()
    {
        const auto caller = m->userCaller(u"u"_s);
        const auto change = [&](const Json &body) {
            return m->call(caller, "POST", "/user/update", {}, body);
        };
        QVERIFY(change({{"user_id", "u"}, {"user_alias", "me"}}));
        for (const Json &body :
             {Json{{"user_id", "u"}, {"user_role", "proxy_admin"}},
              Json{{"user_id", "u"}, {"max_budget", 99}}, Json{{"user_id", "u"}, {"spend", 0}},
              Json{{"user_id", "x"}, {"user_alias", "me"}}, Json{{"user_email", "x@y.org"}}})
            QCOMPARE(change(body).error().kind, ErrorKind::Forbidden);
        QCOMPARE(stored(u"u"_s)->userAlias, std::optional(u"me"_s));
        QVERIFY(!stored(u"x"_s));
        const auto viewer = m->userCaller(u"v"_s, u"internal_user_viewer"_s);
        QVERIFY(!m->call(viewer, "POST", "/user/update", {}, {{"user_id", "v"}, {"user_alias", "me"}}));
    }

    void manyAreUpdatedEachByItself()
    {
        newUser({{"user_id", "a"}});
        newUser({{"user_id", "b"}});
        const Json answer = must(m->post("/user/bulk_update", {{"users",
                                                                {{{"user_id", "a"}, {"max_budget", 1}},
                                                                 {{"user_id", "b"}, {"max_budget", -1}},
                                                                 {{"user_alias", "nobody"}}}}}));
        QCOMPARE(answer["total_requested"], Json(3));
        QCOMPARE(answer["successful_updates"], Json(1));
        QCOMPARE(answer["failed_updates"], Json(2));
        QCOMPARE(answer["results"][1]["success"], Json(false));
        QVERIFY(!stored(u"b"_s)->limits.maxBudget);
        const Json all =
            must(m->post("/user/bulk_update", {{"all_users", true}, {"user_updates", {{"tpm_limit", 4}}}}));
        QCOMPARE(all["successful_updates"], Json(2));
        QCOMPARE(stored(u"b"_s)->limits.tpmLimit, std::optional<std::int64_t>(4));
        QCOMPARE(m->post("/user/bulk_update", Json::object()).error().param, u"users"_s);
        Json tooMany = Json::array();
        for (int i = 0; i < 501; ++i)
            tooMany.push_back({{"user_id", "a"}});
        QCOMPARE(m->post("/user/bulk_update", {{"users", tooMany}}).error().param, u"users"_s);
    }

    void deletingTakesKeysAndMembershipsAlong()
    {
        QVERIFY(m->post("/team/new", {{"team_id", "t"}}));
        const Json user = newUser({{"user_id", "u"}, {"teams", {"t"}}});
        newUser({{"user_id", "v"}, {"teams", {"t"}}});
        QCOMPARE(m->post("/user/delete", {{"user_ids", {"u", "nobody"}}}).error().kind, ErrorKind::NotFound);
        QVERIFY(stored(u"u"_s));
        QCOMPARE(must(m->post("/user/delete", {{"user_ids", {"u", "v", "u"}}})), Json(2));
        QVERIFY(!stored(u"u"_s) && !m->directory.user(u"u"_s));
        QVERIFY(!m->directory.key(tokenIn(user)));
        QVERIFY(storage::KeyRepository(*m->database).all()->isEmpty());
        QVERIFY(!m->directory.member(u"t"_s, u"u"_s) && !m->directory.member(u"t"_s, u"v"_s));
        QCOMPARE(storage::TeamRepository(*m->database).find(u"t"_s).value()->members.size(), 1);
        QVERIFY(actionsOn(u"u"_s).contains(u"deleted"_s));
    }

    void listsArePagedFilteredAndSorted()
    {
        for (const char *id : {"alpha", "beta", "gamma"}) {
            newUser(
                {{"user_id", id}, {"user_email", std::string(id) + "@x.org"}, {"auto_create_key", false}});
            m->clock.advance(std::chrono::seconds(1));
        }
        m->newKey({{"user_id", "beta"}});
        QVERIFY(m->post("/team/new", {{"team_id", "t"}, {"members_with_roles", {{{"user_id", "beta"}}}}}));
        QCOMPARE(listed({}), (QStringList{u"gamma"_s, u"beta"_s, u"alpha"_s}));
        QCOMPARE(listed(u"sort_by=user_email"_s), (QStringList{u"alpha"_s, u"beta"_s, u"gamma"_s}));
        QCOMPARE(listed(u"sort_by=user_id&sort_order=desc&page=2&page_size=2"_s), QStringList{u"alpha"_s});
        QCOMPARE(listed(u"user_ids=AMM"_s), QStringList{u"gamma"_s});
        QCOMPARE(listed(u"user_ids=alpha,gam"_s), QStringList{u"alpha"_s});
        QCOMPARE(listed(u"user_email=ETA@"_s), QStringList{u"beta"_s});
        QCOMPARE(listed(u"team=t"_s), QStringList{u"beta"_s});
        QCOMPARE(listed(u"role=proxy_admin"_s), QStringList());
        const Json page = must(m->get("/user/list", u"team=t"_s));
        QCOMPARE(page["users"][0]["key_count"], Json(1));
        QCOMPARE(page["users"][0]["teams"], Json::array({"t"}));
        QCOMPARE(page["total"], Json(1));
        QCOMPARE(page["page_size"], Json(25));
        for (const char *query : {"page=0", "page_size=101", "sort_by=password", "sort_order=up"})
            QVERIFY(!m->get("/user/list", QString::fromLatin1(query)));
    }

    void pickersAndConstantsAnswer()
    {
        newUser({{"user_id", "u"}, {"user_email", "u@x.org"}});
        QCOMPARE(must(m->get("/user/filter/ui", u"user_email=U@"_s)),
                 Json::array({{{"user_id", "u"}, {"user_email", "u@x.org"}}}));
        QCOMPARE(must(m->get("/user/available_roles")).size(), 4u);
        QCOMPARE(must(m->get("/user/available_users"))["total_users_used"], Json(1));
    }

    void aStartReadsThemAgain()
    {
        newUser({{"user_id", "u"}, {"max_budget", 2}});
        gateway::Directory again;
        QVERIFY(gateway::loadDirectory(again, *m->database));
        QVERIFY(again.user(u"u"_s)->rules == m->directory.user(u"u"_s)->rules);
    }
};

QTEST_GUILESS_MAIN(UserRoutesTest)
#include "tst_userroutes.moc"
