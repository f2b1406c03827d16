// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/controlharness.h>
#include <storage/gateway/keyrepository.h>
#include <storage/gateway/teamrepository.h>
#include <storage/gateway/userrepository.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::ErrorKind;
using core::Json;
using gateway::test::ControlHarness;
using gateway::test::tokenIn;

namespace {
Json parsed(const QByteArray &text)
{
    return core::parseJson(text).value_or(Json());
}

QStringList userIds(const Json &team)
{
    QStringList ids;
    for (const Json &member : core::memberOr(team, "members_with_roles"))
        ids.append(core::stringOr(member, "user_id"));
    return ids;
}
} // namespace

class TeamRoutesTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ControlHarness> m;

    Json newTeam(const Json &body)
    {
        const auto answer = m->post("/team/new", body);
        return answer ? *answer : Json{{"failed", core::describe(answer.error())}};
    }
    storage::Team stored(const QString &id) const
    {
        return storage::TeamRepository(*m->database).find(id).value().value_or(storage::Team());
    }

private Q_SLOTS:
    void init() { m = std::make_unique<ControlHarness>(); }

    void aNewTeamHasItsMakerAsAdmin()
    {
        const Json team =
            newTeam(parsed(R"({"team_id":"t1","team_alias":"Search","max_budget":50,"budget_duration":"30d",
            "models":["m"],"members_with_roles":[{"user_id":"u1","role":"user"}],"tags":["x"],
            "team_member_permissions":["/key/generate"]})"));
        QCOMPARE(team["team_id"], Json("t1"));
        QCOMPARE(team["max_budget"], Json(50.0));
        QCOMPARE(team["budget_reset_at"], Json("2026-12-01T00:00:00Z"));
        QCOMPARE(userIds(team), (QStringList{u"u1"_s, u"default_user_id"_s}));
        QCOMPARE(team["members_with_roles"][1]["role"], Json("admin"));
        QCOMPARE(team["metadata"]["tags"], Json::array({"x"}));
        QCOMPARE(team["team_member_permissions"], Json::array({"/key/generate"}));
        QCOMPARE(team["blocked"], Json(false));
        QCOMPARE(team["spend"], Json(0.0));
        QVERIFY(m->directory.team(u"t1"_s)->rules == stored(u"t1"_s));
    }

    void aTeamWithoutAnIdGetsOne()
    {
        QCOMPARE(core::stringOr(newTeam(Json::object()), "team_id").size(), 36);
    }

    void thoseWhoAreAddedGetTheLimits()
    {
        newTeam({{"team_id", "t"}});
        QVERIFY(m->post(
            "/team/member_add",
            parsed(R"({"team_id":"t","member":{"user_id":"u1"},"tpm_limit":7,"max_budget_in_team":2})")));
        QVERIFY(m->post("/team/bulk_member_add",
                        parsed(R"({"team_id":"t","members":[{"user_id":"u2"}],"rpm_limit":9})")));
        QCOMPARE(m->directory.member(u"t"_s, u"u1"_s)->rules.tpmLimit, std::optional<std::int64_t>(7));
        QVERIFY(m->directory.member(u"t"_s, u"u1"_s)->rules.maxBudget == core::Money::fromUsd(2));
        QCOMPARE(m->directory.member(u"t"_s, u"u2"_s)->rules.rpmLimit, std::optional<std::int64_t>(9));
    }

    void teamIdsAreUnique()
    {
        newTeam({{"team_id", "t"}});
        const auto again = m->post("/team/new", {{"team_id", "t"}});
        QCOMPARE(again.error().kind, ErrorKind::Conflict);
        QCOMPARE(again.error().param, u"team_id"_s);
        QCOMPARE(again.error().detail, u"Team id = t already exists. Please use a different team id."_s);
    }

    void refusesBadInput_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("param");
        const auto row = [](const char *name, const char *body, const char *param) {
            QTest::newRow(name) << QByteArray(body) << QString::fromUtf8(param);
        };
        row("an id that is a number", R"({"team_id":1})", "team_id");
        row("a negative budget", R"({"max_budget":-5})", "max_budget");
        row("a soft budget above the hard one", R"({"max_budget":5,"soft_budget":6})", "soft_budget");
        row("an unknown period", R"({"budget_duration":"often"})", "budget_duration");
        row("members that are text", R"({"members_with_roles":"u1"})", "members_with_roles");
        row("a member that is text", R"({"members_with_roles":["u1"]})", "user_id");
        row("a member without a name", R"({"members_with_roles":[{"role":"user"}]})", "user_id");
        row("a member that rules", R"({"members_with_roles":[{"user_id":"u","role":"king"}]})", "role");
        row("a member named twice", R"({"members_with_roles":[{"user_id":"u"},{"user_id":"u"}]})",
            "members_with_roles");
        row("permissions that are no list", R"({"team_member_permissions":"all"})",
            "team_member_permissions");
        row("a limit in words", R"({"rpm_limit":"many"})", "rpm_limit");
    }

    void refusesBadInput()
    {
        QFETCH(QByteArray, body);
        const auto answer = m->post("/team/new", parsed(body));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::InvalidInput);
        QTEST(answer.error().param, "param");
        QVERIFY(m->directory.teams().empty());
        QVERIFY(storage::TeamRepository(*m->database).all()->isEmpty());
    }

    void updateKeepsWhatIsAbsentAndClearsWhatIsNull()
    {
        newTeam(parsed(R"({"team_id":"t","team_alias":"A","max_budget":5,"models":["m"],
            "members_with_roles":[{"user_id":"u1"}]})"));
        m->directory.team(u"t"_s)->meter->spentNanos = 1'000'000'000;
        const auto answer =
            m->post("/team/update", {{"team_id", "t"}, {"max_budget", nullptr}, {"team_alias", "B"}});
        QVERIFY(answer);
        QCOMPARE((*answer)["team_id"], Json("t"));
        const Json &row = (*answer)["data"];
        QVERIFY(row["max_budget"].is_null());
        QCOMPARE(row["team_alias"], Json("B"));
        QCOMPARE(row["models"], Json::array({"m"}));
        QCOMPARE(row["spend"], Json(1.0));
        QCOMPARE(userIds(row).size(), 2);
        QVERIFY(m->directory.team(u"t"_s)->rules == stored(u"t"_s));
    }

    void unknownTeamsAreNotFound_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        for (const char *path :
             {"update", "block", "unblock", "member_add", "member_update", "member_delete"})
            QTest::newRow(path) << u"/team/"_s + QString::fromUtf8(path)
                                << QByteArray(
                                       R"({"team_id":"' OR 1=1 --","member":{"user_id":"u"},"user_id":"u"})");
        QTest::newRow("delete") << u"/team/delete"_s << QByteArray(R"({"team_ids":["t","' OR 1=1 --"]})");
    }

    void unknownTeamsAreNotFound()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        newTeam({{"team_id", "t"}});
        const auto answer = m->post(path.toUtf8().constData(), parsed(body));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::NotFound);
        QCOMPARE(m->directory.teams().size(), 1u);
        QVERIFY(stored(u"t"_s) == m->directory.team(u"t"_s)->rules);
    }

    void deletingATeamDeletesItsKeys()
    {
        newTeam({{"team_id", "t"}});
        newTeam({{"team_id", "other"}});
        const Json inside = m->newKey({{"team_id", "t"}}), outside = m->newKey({{"team_id", "other"}});
        const auto answer = m->post("/team/delete", {{"team_ids", {"t"}}});
        QVERIFY(answer);
        QCOMPARE((*answer)["deleted_teams"], Json::array({"t"}));
        QVERIFY(!m->directory.team(u"t"_s) && m->directory.team(u"other"_s));
        QVERIFY(!m->directory.key(tokenIn(inside)) && m->directory.key(tokenIn(outside)));
        storage::KeyRepository keys(*m->database);
        QCOMPARE(keys.count({}).value(), 1);
        QVERIFY(storage::TeamRepository(*m->database).find(u"t"_s).value() == std::nullopt);
    }

    void blocksAndUnblocks()
    {
        newTeam({{"team_id", "t"}});
        QVERIFY(m->post("/team/block", {{"team_id", "t"}}));
        QVERIFY(m->directory.team(u"t"_s)->rules.blocked && stored(u"t"_s).blocked);
        QVERIFY(m->post("/team/unblock", {{"team_id", "t"}}));
        QVERIFY(!m->directory.team(u"t"_s)->rules.blocked && !stored(u"t"_s).blocked);
    }

    void membersComeById()
    {
        newTeam({{"team_id", "t"}});
        const auto one = m->post(
            "/team/member_add",
            parsed(R"({"team_id":"t","member":{"user_id":"u1","role":"user"},"max_budget_in_team":2})"));
        QVERIFY(one);
        QCOMPARE(userIds(*one), (QStringList{u"default_user_id"_s, u"u1"_s}));
        QCOMPARE((*one)["updated_users"][0]["user_id"], Json("u1"));
        QCOMPARE((*one)["updated_team_memberships"][0]["litellm_budget_table"]["max_budget"], Json(2.0));
        const auto several = m->post(
            "/team/member_add", parsed(R"({"team_id":"t","member":[{"user_id":"u1"},{"user_id":"u2"}]})"));
        QVERIFY(several);
        QCOMPARE((*several)["updated_users"].size(), 1u);
        const auto again =
            m->post("/team/member_add", parsed(R"({"team_id":"t","member":{"user_id":"u2"}})"));
        QCOMPARE(again.error().code, u"team_member_already_in_team"_s);
        QCOMPARE(again.error().kind, ErrorKind::Conflict);
        QCOMPARE(stored(u"t"_s).members.size(), 3);
    }

    void membersComeByMailAndKeepOneId()
    {
        newTeam({{"team_id", "t"}});
        newTeam({{"team_id", "s"}});
        const auto body = [](const char *team) {
            return Json{{"team_id", team}, {"member", {{"user_email", "A@example.com"}, {"role", "user"}}}};
        };
        const auto first = m->post("/team/member_add", body("t"));
        const auto second = m->post("/team/member_add", body("s"));
        QVERIFY(first && second);
        QCOMPARE(userIds(*first).last(), userIds(*second).last());
        QCOMPARE((*first)["members_with_roles"][1]["user_email"], Json("A@example.com"));
        QVERIFY(!m->post("/team/member_add", body("t")));
    }

    void memberLimitsAndRolesChange()
    {
        newTeam(parsed(
            R"({"team_id":"t","members_with_roles":[{"user_id":"u1","user_email":"a@example.com"}]})"));
        const auto answer =
            m->post("/team/member_update", parsed(R"({"team_id":"t","user_email":"a@EXAMPLE.com",
            "max_budget_in_team":3,"role":"admin","rpm_limit":7})"));
        QVERIFY(answer);
        QCOMPARE((*answer)["user_id"], Json("u1"));
        QCOMPARE((*answer)["max_budget_in_team"], Json(3.0));
        QCOMPARE(stored(u"t"_s).members.first().role, u"admin"_s);
        QCOMPARE(stored(u"t"_s).members.first().rpmLimit, std::optional<std::int64_t>(7));
        QVERIFY(m->post("/team/member_update",
                        {{"team_id", "t"}, {"user_id", "u1"}, {"max_budget_in_team", nullptr}}));
        QVERIFY(!stored(u"t"_s).members.first().maxBudget);
        QCOMPARE(stored(u"t"_s).members.first().role, u"admin"_s);
    }

    void refusesBadMemberChanges_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("param");
        const auto row = [](const char *name, const char *path, const char *body, const char *param) {
            QTest::newRow(name) << QString::fromUtf8(path) << QByteArray(body) << QString::fromUtf8(param);
        };
        row("adding nobody", "/team/member_add", R"({"team_id":"t"})", "member");
        row("adding a name only", "/team/member_add", R"({"team_id":"t","member":"u1"})", "member");
        row("adding with a negative budget", "/team/member_add",
            R"({"team_id":"t","member":{"user_id":"u1"},"max_budget_in_team":-1})", "max_budget_in_team");
        row("changing a stranger", "/team/member_update", R"({"team_id":"t","user_id":"x"})", "user_id");
        row("changing a stranger by mail", "/team/member_update", R"({"team_id":"t","user_email":"x"})",
            "user_email");
        row("changing nobody", "/team/member_update", R"({"team_id":"t"})", "user_id");
        row("an unknown role", "/team/member_update",
            R"({"team_id":"t","user_id":"default_user_id","role":"x"})", "role");
        row("removing a stranger", "/team/member_delete", R"({"team_id":"t","user_id":"x"})", "user_id");
        row("removing nobody", "/team/member_delete", R"({"team_id":"t","user_id":""})", "user_id");
    }

    void refusesBadMemberChanges()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        newTeam({{"team_id", "t"}});
        const auto before = stored(u"t"_s);
        const auto answer = m->post(path.toUtf8().constData(), parsed(body));
        QVERIFY(!answer);
        QCOMPARE(answer.error().kind, ErrorKind::InvalidInput);
        QTEST(answer.error().param, "param");
        QVERIFY(stored(u"t"_s) == before && m->directory.team(u"t"_s)->rules == before);
    }

    void aMemberLeavesWithItsKeys()
    {
        newTeam(parsed(R"({"team_id":"t","members_with_roles":[{"user_id":"u1"},{"user_id":"u2"}]})"));
        const Json gone = m->newKey({{"team_id", "t"}, {"user_id", "u1"}});
        const Json stays = m->newKey({{"team_id", "t"}, {"user_id", "u2"}});
        const Json personal = m->newKey({{"user_id", "u1"}});
        const auto answer = m->post("/team/member_delete", {{"team_id", "t"}, {"user_id", "u1"}});
        QVERIFY(answer);
        QCOMPARE(userIds(*answer), (QStringList{u"u2"_s, u"default_user_id"_s}));
        QVERIFY(!m->directory.key(tokenIn(gone)));
        QVERIFY(m->directory.key(tokenIn(stays)) && m->directory.key(tokenIn(personal)));
    }

    void infoShowsKeysAndMemberships()
    {
        newTeam(parsed(R"({"team_id":"t","members_with_roles":[{"user_id":"u1"}]})"));
        const Json key = m->newKey({{"team_id", "t"}, {"user_id", "u1"}});
        m->directory.team(u"t"_s)->meter->spentNanos = 700'000'000;
        m->directory.member(u"t"_s, u"u1"_s)->meter->spentNanos = 500'000'000;
        const auto info = m->get("/team/info", u"team_id=t"_s);
        QVERIFY(info);
        QCOMPARE((*info)["team_info"]["spend"], Json(0.7));
        QCOMPARE((*info)["keys"][0]["token"], key["token"]);
        QCOMPARE((*info)["team_memberships"][0]["spend"], Json(0.5));
        QVERIFY(!(*info)["keys"][0].contains("key"));
    }

    void infoNeedsATeam()
    {
        QCOMPARE(m->get("/team/info").error().param, u"team_id"_s);
        QCOMPARE(m->get("/team/info", u"team_id=nothing"_s).error().kind, ErrorKind::NotFound);
    }

    void aKeySeesItsOwnTeamsOnly()
    {
        newTeam(parsed(R"({"team_id":"mine","members_with_roles":[{"user_id":"u1"}]})"));
        newTeam({{"team_id", "keys"}});
        newTeam({{"team_id", "foreign"}});
        const Json key = m->newKey({{"team_id", "keys"}, {"user_id", "u1"}});
        m->newKey({{"team_id", "keys"}, {"user_id", "u2"}});
        const auto caller = m->callerOf(tokenIn(key));
        const auto list = m->getAs(caller, "/team/list");
        QVERIFY(list);
        QCOMPARE(list->size(), 2u);
        QVERIFY(m->getAs(caller, "/team/info", u"team_id=mine"_s));
        const auto own = m->getAs(caller, "/team/info", u"team_id=keys"_s);
        QVERIFY(own);
        QCOMPARE((*own)["keys"].size(), 1u);
        for (const QString &id : {u"foreign"_s, u"nothing"_s})
            QCOMPARE(m->getAs(caller, "/team/info", u"team_id="_s + id).error().kind, ErrorKind::Forbidden);
        QCOMPARE(m->get("/team/list")->size(), 3u);
        QCOMPARE(m->get("/team/list", u"user_id=u1"_s)->size(), 1u);
    }

    void whoBecomesAMemberIsAUser()
    {
        newTeam(parsed(R"({"team_id":"t","members_with_roles":[{"user_email":"A@x.org"},{"user_id":"u"}]})"));
        const auto byMail = storage::UserRepository(*m->database).findByEmail(u"a@x.org"_s).value();
        QVERIFY(byMail && m->directory.member(u"t"_s, byMail->userId));
        QVERIFY(m->directory.user(u"u"_s));
        QVERIFY(m->post("/user/new", {{"user_id", "known"}, {"user_email", "k@x.org"}}));
        const auto added =
            m->post("/team/member_add", {{"team_id", "t"}, {"member", {{"user_email", "K@x.org"}}}});
        QVERIFY(added);
        QCOMPARE((*added)["updated_users"][0]["user_id"], Json("known"));
    }

    void teamAdminsRunTheirTeamOnly()
    {
        const auto caller = m->userCaller(u"boss"_s);
        newTeam(parsed(R"({"team_id":"mine","members_with_roles":[{"user_id":"boss","role":"admin"}]})"));
        newTeam(parsed(R"({"team_id":"other","members_with_roles":[{"user_id":"boss","role":"user"}]})"));
        const auto run = [&](const char *path, const Json &body) {
            return m->call(caller, "POST", path, {}, body);
        };
        for (const QString &id : {u"mine"_s, u"other"_s}) {
            const bool may = id == u"mine";
            QCOMPARE(run("/team/update", {{"team_id", id}, {"team_alias", "A"}}).has_value(), may);
            QCOMPARE(run("/team/member_add", {{"team_id", id}, {"member", {{"user_id", "u"}}}}).has_value(),
                     may);
            QCOMPARE(run("/team/member_update", {{"team_id", id}, {"user_id", "boss"}, {"rpm_limit", 1}})
                         .has_value(),
                     may);
            QCOMPARE(run("/team/model/add", {{"team_id", id}, {"models", {"m"}}}).has_value(), may);
            QCOMPARE(
                run("/team/member_delete", {{"team_id", id}, {"user_id", may ? "u" : "boss"}}).has_value(),
                may);
        }
        for (const char *path : {"/team/block", "/team/delete", "/team/new"})
            QCOMPARE(run(path, {{"team_id", "mine"}, {"team_ids", {"mine"}}}).error().kind,
                     ErrorKind::Forbidden);
        QCOMPARE(run("/team/update", {{"team_id", "mine"}, {"blocked", true}}).error().kind,
                 ErrorKind::Forbidden);
        QCOMPARE(run("/team/update", {{"team_id", "nothing"}}).error().kind, ErrorKind::Forbidden);
        QVERIFY(!stored(u"mine"_s).blocked && stored(u"other"_s).members.size() == 2);
    }

    void orgAdminsMakeTeamsInTheirOrganization()
    {
        const auto caller = m->userCaller(u"chief"_s);
        QVERIFY(m->post("/organization/new", {{"organization_id", "o"}, {"organization_alias", "O"}}));
        QVERIFY(m->post("/organization/new", {{"organization_id", "p"}, {"organization_alias", "P"}}));
        QVERIFY(
            m->post("/organization/member_add",
                    {{"organization_id", "o"}, {"member", {{"user_id", "chief"}, {"role", "org_admin"}}}}));
        const auto run = [&](const char *path, const Json &body) {
            return m->call(caller, "POST", path, {}, body);
        };
        QVERIFY(run("/team/new", {{"team_id", "t"}, {"organization_id", "o"}}));
        QVERIFY(!run("/team/new", {{"team_id", "s"}, {"organization_id", "p"}}));
        QVERIFY(!run("/team/new", {{"team_id", "s"}}));
        QVERIFY(!run("/team/update", {{"team_id", "t"}, {"organization_id", "p"}}));
        QVERIFY(run("/team/delete", {{"team_ids", {"t"}}}));
        QCOMPARE(m->post("/team/new", {{"organization_id", "x"}}).error().param, u"organization_id"_s);
    }

    void everybodyMayJoinAnOpenTeam()
    {
        newTeam({{"team_id", "open"}});
        newTeam({{"team_id", "closed"}});
        m->settings.defaultUserParams = {{"available_teams", {"open"}}};
        const auto caller = m->userCaller(u"u"_s);
        const auto join = [&](const Json &body) {
            return m->call(caller, "POST", "/team/member_add", {}, body).has_value();
        };
        QCOMPARE(m->getAs(caller, "/team/available")->size(), 1u);
        QVERIFY(!join({{"team_id", "closed"}, {"member", {{"user_id", "u"}}}}));
        QVERIFY(!join({{"team_id", "open"}, {"member", {{"user_id", "friend"}}}}));
        QVERIFY(!join({{"team_id", "open"}, {"member", {{"user_id", "u"}, {"role", "admin"}}}}));
        QVERIFY(!join({{"team_id", "open"}, {"member", {{"user_id", "u"}}}, {"max_budget_in_team", 9}}));
        QVERIFY(join({{"team_id", "open"}, {"member", {{"user_id", "u"}}}}));
        QCOMPARE(m->getAs(caller, "/team/available")->size(), 0u);
    }

    void manyMembersComeAtOnce()
    {
        newTeam(parsed(R"({"team_id":"t","members_with_roles":[{"user_id":"a"}]})"));
        const auto answer = m->post("/team/bulk_member_add",
                                    parsed(R"({"team_id":"t","members":[{"user_id":"a"},{"user_id":"b"}],
                                    "max_budget_in_team":1})"));
        QVERIFY(answer);
        QCOMPARE((*answer)["successful_additions"], Json(1));
        QCOMPARE((*answer)["results"][0]["success"], Json(false));
        QCOMPARE(m->directory.member(u"t"_s, u"b"_s)->rules.maxBudget,
                 std::optional(core::Money::fromUsd(1)));
        QVERIFY(m->post("/user/new", {{"user_id", "c"}}));
        QCOMPARE(
            (*m->post("/team/bulk_member_add", {{"team_id", "t"}, {"all_users", true}}))["total_requested"],
            Json(3));
        QVERIFY(m->directory.member(u"t"_s, u"c"_s));
    }

    void aBudgetForEveryMemberIsABudget()
    {
        const Json team =
            newTeam({{"team_id", "t"}, {"team_member_budget", 2}, {"team_member_budget_duration", "1d"}});
        const QString id = core::stringOr(team["metadata"], "team_member_budget_id");
        QCOMPARE(m->directory.budget(id)->rules.limits.maxBudget, std::optional(core::Money::fromUsd(2)));
        QVERIFY(
            m->post("/team/update", {{"team_id", "t"}, {"team_member_budget", 3}, {"metadata", {{"a", 1}}}}));
        QCOMPARE(core::stringOr(stored(u"t"_s).metadata, "team_member_budget_id"), id);
        QCOMPARE(m->directory.budget(id)->rules.limits.maxBudget, std::optional(core::Money::fromUsd(3)));
        QVERIFY(m->post("/team/member_add", {{"team_id", "t"}, {"member", {{"user_id", "u"}}}}));
        QCOMPARE(m->directory.member(u"t"_s, u"u"_s)->rules.budgetDuration, std::optional(u"1d"_s));
        QCOMPARE(
            (*m->get("/team/info", u"team_id=t"_s))["team_info"]["team_member_budget_table"]["max_budget"],
            Json(3.0));
    }

    void aMembersSpendIsReset()
    {
        newTeam(parsed(R"({"team_id":"t","members_with_roles":[{"user_id":"u","role":"admin"}]})"));
        m->directory.member(u"t"_s, u"u"_s)->meter->spentNanos = 900'000'000;
        const char *path = "/team/t/member/u/reset_spend";
        QCOMPARE(m->post(path, {{"reset_to", 2}}).error().param, u"reset_to"_s);
        QCOMPARE(m->post(path, Json::object()).error().param, u"reset_to"_s);
        QCOMPARE(m->post("/team/t/member/x/reset_spend", {{"reset_to", 0}}).error().kind,
                 ErrorKind::NotFound);
        QCOMPARE(m->post("/team/x/member/u/reset_spend", {{"reset_to", 0}}).error().kind,
                 ErrorKind::NotFound);
        const auto own = m->callerOf(tokenIn(m->newKey({{"user_id", "u"}})));
        QCOMPARE(m->call(own, "POST", path, {}, {{"reset_to", 0}}).error().kind, ErrorKind::Forbidden);
        const auto answer = m->post(path, {{"reset_to", 0.1}});
        QVERIFY(answer);
        QCOMPARE((*answer)["previous_spend"], Json(0.9));
        QCOMPARE(m->directory.member(u"t"_s, u"u"_s)->meter->spentNanos.load(), 100'000'000);
        QCOMPARE(stored(u"t"_s).members.first().spend, core::Money::fromUsd(0.1));
    }

    void modelsAndPermissionsChange()
    {
        newTeam({{"team_id", "t"}, {"models", {"a"}}});
        QVERIFY(m->post("/team/model/add", {{"team_id", "t"}, {"models", {"b", "a"}}}));
        QCOMPARE(stored(u"t"_s).models, (QStringList{u"a"_s, u"b"_s}));
        QVERIFY(m->post("/team/model/delete", {{"team_id", "t"}, {"models", {"a", "b"}}}));
        QCOMPARE(stored(u"t"_s).models, QStringList{u"no-default-models"_s});
        QVERIFY(m->post("/team/permissions_update",
                        {{"team_id", "t"}, {"team_member_permissions", {"/key/generate"}}}));
        QCOMPARE((*m->get("/team/permissions_list", u"team_id=t"_s))["team_member_permissions"],
                 Json::array({"/key/generate"}));
        QCOMPARE(m->post("/team/permissions_update", {{"team_id", "t"}, {"team_member_permissions", {"/x"}}})
                     .error()
                     .param,
                 u"team_member_permissions"_s);
    }

    void listsArePagedAndDeletedTeamsRemembered()
    {
        for (const char *id : {"a", "b", "c"})
            newTeam({{"team_id", id}, {"team_alias", std::string("Team ") + id}});
        const auto page = m->get("/v2/team/list", u"page=2&page_size=2&sort_by=team_id"_s);
        QVERIFY(page);
        QCOMPARE((*page)["total"], Json(3));
        QCOMPARE((*page)["total_pages"], Json(2));
        QCOMPARE((*page)["teams"][0]["team_id"], Json("c"));
        QCOMPARE((*m->get("/v2/team/list", u"team_alias=AM+B"_s))["teams"].size(), 1u);
        QCOMPARE(m->get("/team/filter/ui", u"team_alias=TEAM"_s)->size(), 3u);
        QVERIFY(m->post("/team/delete", {{"team_ids", {"a"}}}));
        const auto gone = m->get("/v2/team/list", u"status=deleted"_s);
        QVERIFY(gone);
        QCOMPARE((*gone)["teams"][0]["team_alias"], Json("Team a"));
        QCOMPARE((*gone)["teams"][0]["deleted_by"], Json("default_user_id"));
        QVERIFY(!m->get("/v2/team/list", u"status=old"_s) && !m->get("/v2/team/list", u"sort_by=x"_s));
    }

    void writesAreForTheAdmin()
    {
        newTeam({{"team_id", "t"}});
        const auto caller = m->callerOf(tokenIn(m->newKey({{"team_id", "t"}})));
        for (const char *path : {"/team/new", "/team/update", "/team/delete", "/team/block", "/team/unblock",
                                 "/team/member_add", "/team/member_update", "/team/member_delete"})
            QVERIFY2(!m->call(caller, "POST", path, {}, {{"team_id", "t"}, {"team_ids", {"t"}}}), path);
        QVERIFY(m->directory.team(u"t"_s));
    }
};

QTEST_GUILESS_MAIN(TeamRoutesTest)
#include "tst_teamroutes.moc"
