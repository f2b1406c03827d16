// SPDX-License-Identifier: GPL-3.0-or-later
#include "controlharness.h"

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::gateway;
using core::ErrorKind;
using core::Json;
using test::ControlHarness;
using test::tokenIn;

/// What people who are no proxy admin may do to keys.
class TestKeyAuthority : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void aUserMakesKeysForItselfOnly();
    void aUserCannotTakeWhatAdminsGive_data();
    void aUserCannotTakeWhatAdminsGive();
    void aTeamDecidesWhoMakesItsKeys();
    void anOwnerCannotWidenAKeyItWasGiven_data();
    void anOwnerCannotWidenAKeyItWasGiven();
    void anOwnerRenamesAndDeletesItsKey();
    void aBlockedKeyStaysBlocked();
    void strangersSeeAndChangeNothing_data();
    void strangersSeeAndChangeNothing();
    void aTeamAdminSeesTheKeysOfItsTeam();
    void viewersChangeNothing();

private:
    void addUser(const QString &id, const QString &role = u"internal_user"_s);
    Caller person(const QString &userId);
    core::Result<Json> as(const Caller &caller, const char *path, const Json &body)
    {
        return m->call(caller, "POST", path, {}, body);
    }
    std::unique_ptr<ControlHarness> m;
};

void TestKeyAuthority::init()
{
    m = std::make_unique<ControlHarness>();
    for (const char *id : {"owner", "lead", "member", "stranger"})
        addUser(QString::fromLatin1(id));
    storage::Team team;
    team.teamId = u"t"_s;
    team.members = {{.userId = u"lead"_s, .role = u"admin"_s}, {.userId = u"member"_s, .role = u"user"_s}};
    m->directory.publish(team);
}

void TestKeyAuthority::addUser(const QString &id, const QString &role)
{
    storage::User user;
    user.userId = id;
    user.userRole = role;
    m->directory.publish(user);
}

Caller TestKeyAuthority::person(const QString &userId)
{
    const auto token = tokenIn(m->newKey({{"user_id", userId}}));
    return m->callerOf(token);
}

void TestKeyAuthority::aUserMakesKeysForItselfOnly()
{
    const Caller owner = person(u"owner"_s);
    const auto made = as(owner, "/key/generate", {{"key_alias", "mine"}});
    QVERIFY(made.has_value());
    QCOMPARE(core::stringOr(*made, "user_id"), u"owner"_s);
    QCOMPARE(core::stringOr(*made, "created_by"), u"owner"_s);
    const auto refused = as(owner, "/key/generate", {{"user_id", "stranger"}});
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::Forbidden);
}

void TestKeyAuthority::aUserCannotTakeWhatAdminsGive_data()
{
    QTest::addColumn<Json>("body");
    QTest::newRow("permissions") << Json{{"permissions", {{"get_spend_routes", true}}}};
    QTest::newRow("a shared budget") << Json{{"budget_id", "b"}};
    QTest::newRow("a team's money") << Json{{"team_id", "t"}};
}

void TestKeyAuthority::aUserCannotTakeWhatAdminsGive()
{
    QFETCH(Json, body);
    QVERIFY(m->post("/budget/new", {{"budget_id", "b"}, {"max_budget", 1}}).has_value());
    QVERIFY(!as(person(u"owner"_s), "/key/generate", body).has_value());
}

void TestKeyAuthority::aTeamDecidesWhoMakesItsKeys()
{
    const Json body{{"team_id", "t"}};
    QVERIFY(as(person(u"lead"_s), "/key/generate", body).has_value());
    const auto refused = as(person(u"member"_s), "/key/generate", body);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().code, u"team_member_permission_error"_s);
    storage::Team generous = m->directory.team(u"t"_s)->rules;
    generous.extra["team_member_permissions"] = Json::array({"/key/generate"});
    m->directory.publish(generous);
    QVERIFY(as(person(u"member"_s), "/key/generate", body).has_value());
}

void TestKeyAuthority::anOwnerCannotWidenAKeyItWasGiven_data()
{
    QTest::addColumn<Json>("change");
    QTest::newRow("more money") << Json{{"max_budget", 100}};
    QTest::newRow("all models") << Json{{"models", Json::array()}};
    QTest::newRow("no expiry") << Json{{"duration", "-1"}};
    QTest::newRow("all routes") << Json{{"allowed_routes", Json::array()}};
    QTest::newRow("a raise for a while")
        << Json{{"temp_budget_increase", 100}, {"temp_budget_expiry", "2027-01-01T00:00:00Z"}};
    QTest::newRow("another owner") << Json{{"user_id", "stranger"}};
    QTest::newRow("nothing spent") << Json{{"spend", 0}};
}

void TestKeyAuthority::anOwnerCannotWidenAKeyItWasGiven()
{
    QFETCH(Json, change);
    const Json key = m->newKey({{"user_id", "owner"},
                                {"max_budget", 1},
                                {"spend", 1},
                                {"duration", "1d"},
                                {"models", Json::array({"a"})},
                                {"allowed_routes", Json::array({"llm_api_routes"})}});
    change["key"] = key["token"];
    const auto refused = as(person(u"owner"_s), "/key/update", change);
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::Forbidden);
    const auto after = m->get("/key/info", u"key="_s + core::stringOr(key, "token"));
    QCOMPARE((*after)["info"]["max_budget"], Json(1.0));
    const auto rotated = as(person(u"owner"_s), "/key/regenerate", change);
    QVERIFY(!rotated.has_value());
}

void TestKeyAuthority::anOwnerRenamesAndDeletesItsKey()
{
    const Json key = m->newKey({{"user_id", "owner"}, {"max_budget", 1}});
    const Caller owner = person(u"owner"_s);
    QVERIFY(as(owner, "/key/update", {{"key", key["token"]}, {"key_alias", "new name"}}).has_value());
    const auto rotated = as(owner, "/key/regenerate", {{"key", key["token"]}});
    QVERIFY(rotated.has_value());
    QVERIFY(as(owner, "/key/delete", {{"keys", Json::array({(*rotated)["token"]})}}).has_value());
}

void TestKeyAuthority::aBlockedKeyStaysBlocked()
{
    const Json key = m->newKey({{"user_id", "owner"}});
    QVERIFY(m->post("/key/block", {{"key", key["token"]}}).has_value());
    const Caller owner = person(u"owner"_s);
    QVERIFY(!as(owner, "/key/unblock", {{"key", key["token"]}}).has_value());
    QVERIFY(!as(owner, "/key/update", {{"key", key["token"]}, {"blocked", false}}).has_value());
    QVERIFY(m->directory.key(tokenIn(key))->rules.blocked);
}

void TestKeyAuthority::strangersSeeAndChangeNothing_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/key/update", "/key/block", "/key/unblock", "/key/regenerate"})
        QTest::newRow(path) << QByteArray(path);
}

void TestKeyAuthority::strangersSeeAndChangeNothing()
{
    QFETCH(QByteArray, path);
    const Json key = m->newKey({{"user_id", "owner"}, {"key_alias", "before"}});
    const Caller stranger = person(u"stranger"_s);
    const auto refused = as(stranger, path.constData(), {{"key", key["token"]}, {"key_alias", "after"}});
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().kind, ErrorKind::Forbidden);
    QVERIFY(!as(stranger, "/key/delete", {{"keys", Json::array({key["token"]})}}).has_value());
    QVERIFY(!m->getAs(stranger, "/key/info", u"key="_s + core::stringOr(key, "token")).has_value());
    const auto entry = m->directory.key(tokenIn(key));
    QVERIFY(entry && !entry->rules.blocked);
    QCOMPARE(entry->rules.keyAlias, std::optional(u"before"_s));
}

void TestKeyAuthority::aTeamAdminSeesTheKeysOfItsTeam()
{
    const Json key = m->newKey({{"team_id", "t"}});
    const Caller lead = person(u"lead"_s);
    const auto of = [&](const Caller &caller, const QString &query) {
        const auto page = m->getAs(caller, "/key/list", query);
        return page ? (*page)["keys"] : Json(nullptr);
    };
    QCOMPARE(of(lead, u"team_id=t"_s), Json::array({key["token"]}));
    QCOMPARE(of(lead, u"include_team_keys=true"_s).size(), std::size_t(2));
    QCOMPARE(of(person(u"member"_s), u"team_id=t"_s), Json::array());
    QVERIFY(as(lead, "/key/block", {{"key", key["token"]}}).has_value());
}

void TestKeyAuthority::viewersChangeNothing()
{
    addUser(u"watcher"_s, u"proxy_admin_viewer"_s);
    const Json key = m->newKey({{"user_id", "owner"}});
    const Caller watcher = person(u"watcher"_s);
    QVERIFY(m->getAs(watcher, "/key/info", u"key="_s + core::stringOr(key, "token")).has_value());
    for (const char *path : {"/key/generate", "/key/update", "/key/block", "/key/regenerate", "/key/delete"})
        QVERIFY2(!as(watcher, path, {{"key", key["token"]}}).has_value(), path);
}

QTEST_GUILESS_MAIN(TestKeyAuthority)
#include "tst_keyauthority.moc"
