// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/gatewayfixture.h>

#include <QFile>
#include <QFloat16>
#include <QTest>

namespace QTest {
template <>
inline char *toString(const nlohmann::json &value)
{
    return qstrdup(sekisho::core::toJsonBytes(value).constData());
}
} // namespace QTest

using namespace sekisho;
using namespace sekisho::test;
using core::Json;
using namespace Qt::Literals::StringLiterals;

/// Models, credentials and access groups over HTTP, with a gateway that is started anew in between.
class TestModelRoutes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void aNewModelIsServedAtOnceAndAfterARestart();
    void anUpdateKeepsWhatItDoesNotName();
    void aDeletedModelIsGone();
    void modelsOfTheConfigurationAreReadOnly();
    void writesNeedTheSetting();
    void onlyAdminsWrite();
    void refusesBadInput_data();
    void refusesBadInput();
    void secretsAreSealedAndNeverShown();
    void anotherSaltKeyIsRefusedByName();
    void aTeamsModelIsItsOwn();
    void aTeamsAdminManagesItsModels();
    void aStarServesWhatFits();
    void listsModelsAsAsked();
    void pagesModelInfo();
    void tellsOfGroups();
    void theHubShowsWhatIsPublic();
    void credentialsServeModels();
    void refusesBadCredentials_data();
    void refusesBadCredentials();
    void anAccessGroupGrantsItsModels();
    void aUnifiedGroupGrantsToTeamsAndKeys();
    void refusesBadAccessGroups();

private:
    std::shared_ptr<Reply> call(const QByteArray &method, const QString &path, const Json &body = {});
    Json newModel(const QString &id, const QString &name, Json info = Json::object());
    QStringList modelsOf(const QString &key, const QString &query = {});
    int chatAs(const QString &key, const QString &model);
    QString newTeam(const Json &fields);
    void restart();

    std::unique_ptr<GatewayFixture> m;
};

void TestModelRoutes::init()
{
    m = std::make_unique<GatewayFixture>();
    m->options.config.settings.storeModelInDb = true;
    gateway::ModelSpec spec;
    spec.modelName = u"fixed"_s;
    spec.params = {{"model", "demo/fixed"}};
    spec.info = {{"id", "of-config"}};
    m->options.config.models = {spec};
    m->options.environment.insert(u"LITELLM_SALT_KEY"_s, u"sk-salt"_s);
    QVERIFY2(m->start(), qPrintable(core::describe(m->startError())));
}

void TestModelRoutes::cleanup()
{
    m.reset();
}

void TestModelRoutes::restart()
{
    m->stop();
    QVERIFY2(m->start(), qPrintable(core::describe(m->startError())));
}

std::shared_ptr<Reply> TestModelRoutes::call(const QByteArray &method, const QString &path, const Json &body)
{
    return m->master().request(method, path, body);
}

Json TestModelRoutes::newModel(const QString &id, const QString &name, Json info)
{
    info["id"] = id;
    return call("POST", u"/model/new"_s,
                {{"model_name", name},
                 {"litellm_params",
                  {{"model", u"demo/"_s + name}, {"api_key", "sk-upstream-secret-1234"}, {"rpm", 60}}},
                 {"model_info", info}})
        ->json();
}

QStringList TestModelRoutes::modelsOf(const QString &key, const QString &query)
{
    QStringList ids;
    const Json listed = m->client(key).request("GET", u"/v1/models"_s + query)->json();
    for (const Json &entry : core::memberOr(listed, "data"))
        ids.append(core::stringOr(entry, "id"));
    return ids;
}

int TestModelRoutes::chatAs(const QString &key, const QString &model)
{
    const auto body = core::parseJson(GatewayFixture::chat(model)).value();
    return m->client(key).request("POST", u"/v1/chat/completions"_s, body)->status;
}

QString TestModelRoutes::newTeam(const Json &fields)
{
    return core::stringOr(call("POST", u"/team/new"_s, fields)->json(), "team_id");
}

void TestModelRoutes::aNewModelIsServedAtOnceAndAfterARestart()
{
    const Json row = newModel(u"one"_s, u"added"_s);
    QCOMPARE(row["model_id"], Json("one"));
    QCOMPARE(row["model_name"], Json("added"));
    QCOMPARE(row["created_by"], Json("default_user_id"));
    QCOMPARE(chatAs(GatewayFixture::MasterKey, u"added"_s), 200);
    restart();
    QCOMPARE(chatAs(GatewayFixture::MasterKey, u"added"_s), 200);
    const Json info = call("GET", u"/model/info?litellm_model_id=one"_s)->json()["data"][0];
    QCOMPARE(info["model_info"]["db_model"], Json(true));
    QCOMPARE(info["litellm_params"]["rpm"], Json(60));
}

void TestModelRoutes::anUpdateKeepsWhatItDoesNotName()
{
    newModel(u"one"_s, u"added"_s);
    const auto patched =
        call("PATCH", u"/model/one/update"_s, {{"litellm_params", {{"tpm", 5000}, {"rpm", nullptr}}}});
    QCOMPARE(patched->status, 200);
    QCOMPARE(patched->json()["litellm_params"]["model"], Json("demo/added"));
    QCOMPARE(patched->json()["litellm_params"]["tpm"], Json(5000));
    QVERIFY(!patched->json()["litellm_params"].contains("rpm"));
    const auto updated =
        call("POST", u"/model/update"_s, {{"model_info", {{"id", "one"}}}, {"model_name", "renamed"}});
    QCOMPARE(updated->status, 200);
    QCOMPARE(updated->json()["litellm_params"]["tpm"], Json(5000));
    QCOMPARE(chatAs(GatewayFixture::MasterKey, u"renamed"_s), 200);
    QCOMPARE(chatAs(GatewayFixture::MasterKey, u"added"_s), 400);
}

void TestModelRoutes::aDeletedModelIsGone()
{
    newModel(u"one"_s, u"added"_s);
    const auto deleted = call("POST", u"/model/delete"_s, {{"id", "one"}});
    QCOMPARE(deleted->json()["message"], Json("Model: one deleted successfully"));
    QCOMPARE(chatAs(GatewayFixture::MasterKey, u"added"_s), 400);
    const auto again = call("POST", u"/model/delete"_s, {{"id", "one"}});
    QCOMPARE(again->status, 400);
    QCOMPARE(again->errorType(), u"auth_error"_s);
    restart();
    QCOMPARE(chatAs(GatewayFixture::MasterKey, u"added"_s), 400);
}

void TestModelRoutes::modelsOfTheConfigurationAreReadOnly()
{
    const auto patched = call("PATCH", u"/model/of-config/update"_s, {{"model_name", "x"}});
    QCOMPARE(patched->status, 400);
    QCOMPARE(patched->errorType(), u"validation_error"_s);
    QCOMPARE(call("POST", u"/model/delete"_s, {{"id", "of-config"}})->status, 400);
    QCOMPARE(chatAs(GatewayFixture::MasterKey, u"fixed"_s), 200);
}

void TestModelRoutes::writesNeedTheSetting()
{
    m->options.config.settings.storeModelInDb = false;
    restart();
    const auto refused =
        call("POST", u"/model/new"_s, {{"model_name", "m"}, {"litellm_params", {{"model", "demo/m"}}}});
    QCOMPARE(refused->status, 400);
    QVERIFY(refused->body.contains("store_model_in_db"));
    m->options.config.settings.storeModelInDb.reset();
    restart();
    QCOMPARE(call("POST", u"/model/new"_s, {{"model_name", "m"}, {"litellm_params", {{"model", "demo/m"}}}})
                 ->status,
             200);
}

void TestModelRoutes::onlyAdminsWrite()
{
    const QString key = m->newKey(Json::object());
    TestClient client = m->client(key);
    for (const auto &[method, path] :
         {std::pair("POST", u"/model/new"_s), std::pair("POST", u"/model/update"_s),
          std::pair("PATCH", u"/model/of-config/update"_s), std::pair("POST", u"/model/delete"_s),
          std::pair("POST", u"/credentials"_s), std::pair("GET", u"/credentials"_s),
          std::pair("POST", u"/v1/access_group"_s), std::pair("POST", u"/access_group/new"_s),
          std::pair("POST", u"/health/test_connection"_s), std::pair("POST", u"/add/allowed_ip"_s),
          std::pair("GET", u"/config/list"_s), std::pair("POST", u"/model_group/make_public"_s)})
        QCOMPARE(client.request(method, path, Json::object())->status, 401);
    const Json info = client.request("GET", u"/model/info"_s)->json();
    QVERIFY(!info["data"].empty());
    QVERIFY(!info["data"][0]["litellm_params"].contains("api_base"));
}

void TestModelRoutes::refusesBadInput_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("param");
    const auto row = [](const char *name, const char *body, const char *param) {
        QTest::newRow(name) << QByteArray(body) << QString::fromUtf8(param);
    };
    row("no name", R"({"litellm_params":{"model":"demo/m"}})", "model_name");
    row("a name that is a number", R"({"model_name":7,"litellm_params":{"model":"demo/m"}})", "model_name");
    row("no parameters", R"({"model_name":"m"})", "litellm_params");
    row("parameters that are a list", R"({"model_name":"m","litellm_params":[]})", "litellm_params");
    row("no upstream name", R"({"model_name":"m","litellm_params":{}})", "litellm_params");
    row("a provider nobody knows", R"({"model_name":"m","litellm_params":{"model":"nowhere/m"}})",
        "litellm_params.model");
    row("an address that is none",
        R"({"model_name":"m","litellm_params":{"model":"openai/m","api_base":"ftp://h"}})",
        "litellm_params.api_base");
    row("a limit in words", R"({"model_name":"m","litellm_params":{"model":"demo/m","rpm":"many"}})",
        "litellm_params.rpm");
    row("a negative price",
        R"({"model_name":"m","litellm_params":{"model":"demo/m","input_cost_per_token":-1}})",
        "litellm_params.input_cost_per_token");
    row("groups that are no list",
        R"({"model_name":"m","litellm_params":{"model":"demo/m"},"model_info":{"access_groups":"g"}})",
        "model_info.access_groups");
    row("an id that is taken",
        R"({"model_name":"m","litellm_params":{"model":"demo/m"},"model_info":{"id":"of-config"}})",
        "model_info.id");
    row("an id with a slash",
        R"({"model_name":"m","litellm_params":{"model":"demo/m"},"model_info":{"id":"../x"}})",
        "model_info.id");
    row("a team nobody knows",
        R"({"model_name":"m","litellm_params":{"model":"demo/m"},"model_info":{"team_id":"t"}})",
        "model_info.team_id");
    row("a credential nobody knows",
        R"({"model_name":"m","litellm_params":{"model":"demo/m","litellm_credential_name":"c"}})",
        "litellm_params.litellm_credential_name");
    row("two stars", R"({"model_name":"*a*","litellm_params":{"model":"openai/*"}})", "model_name");
}

void TestModelRoutes::refusesBadInput()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, param);
    const Json before = call("GET", u"/model/info"_s)->json();
    const auto reply = call("POST", u"/model/new"_s, core::parseJson(body).value());
    QCOMPARE(reply->status, 400);
    QCOMPARE(core::stringOr(reply->json()["error"], "param"), param);
    QCOMPARE(call("GET", u"/model/info"_s)->json(), before);
    const auto unknown = call("PATCH", u"/model/nobody/update"_s, {{"model_name", "x"}});
    QCOMPARE(unknown->status, 404);
    QCOMPARE(unknown->errorType(), u"not_found_error"_s);
}

void TestModelRoutes::secretsAreSealedAndNeverShown()
{
    newModel(u"one"_s, u"added"_s);
    call("POST", u"/credentials"_s,
         {{"credential_name", "c"}, {"credential_values", {{"api_key", "sk-upstream-secret-5678"}}}});
    for (const auto &path : {u"/model/info"_s, u"/v2/model/info"_s, u"/model_group/info"_s, u"/credentials"_s,
                             u"/credentials/by_name/c"_s, u"/credentials/by_model/one"_s, u"/health"_s})
        QVERIFY2(!call("GET", path)->body.contains("upstream-secret"), qPrintable(path));
    QVERIFY(!call("PATCH", u"/model/one/update"_s, {{"model_name", "y"}})->body.contains("upstream-secret"));
    m->stop();
    for (const auto &name : {u"/gateway.db"_s, u"/gateway.db-wal"_s}) {
        QFile file(m->dataDir() + name);
        if (file.open(QIODevice::ReadOnly))
            QVERIFY2(!file.readAll().contains("upstream-secret"), qPrintable(name));
    }
}

void TestModelRoutes::anotherSaltKeyIsRefusedByName()
{
    newModel(u"one"_s, u"added"_s);
    call("POST", u"/credentials"_s,
         {{"credential_name", "house"}, {"credential_values", {{"api_key", "sk-upstream-secret-5678"}}}});
    m->stop();
    m->options.environment.insert(u"LITELLM_SALT_KEY"_s, u"sk-another"_s);
    QVERIFY(!m->start());
    const QString why = m->startError().detail;
    QVERIFY2(why.contains(u"model added (api_key)"_s) && why.contains(u"credential house (api_key)"_s),
             qPrintable(why));
    QVERIFY(why.contains(u"SEKISHO_SALT_KEY"_s));
    m->options.environment.insert(u"LITELLM_SALT_KEY"_s, u"sk-salt"_s);
    QVERIFY(m->start());
    QCOMPARE(chatAs(GatewayFixture::MasterKey, u"added"_s), 200);
}

void TestModelRoutes::aTeamsModelIsItsOwn()
{
    const QString team = newTeam({{"team_alias", "a"}, {"models", {"fixed"}}});
    newModel(u"one"_s, u"ours"_s, {{"team_id", team}});
    const QString inside = m->newKey({{"team_id", team}});
    const QString outside = m->newKey(Json::object());
    QCOMPARE(chatAs(inside, u"ours"_s), 200);
    QCOMPARE(chatAs(outside, u"ours"_s), 400);
    QVERIFY(modelsOf(inside).contains(u"ours"_s));
    QVERIFY(!modelsOf(outside).contains(u"ours"_s));
    QVERIFY(!m->client(outside).request("GET", u"/model/info"_s)->body.contains("ours"));
    QCOMPARE(m->client(outside).request("GET", u"/v1/models/ours"_s)->status, 404);
}

void TestModelRoutes::aTeamsAdminManagesItsModels()
{
    const QString team = newTeam(Json::object());
    const auto keyOf = [&](const char *userId, const char *role) {
        const Json membership = Json::array({{{"team_id", team}, {"user_role", role}}});
        return core::stringOr(
            call("POST", u"/user/new"_s,
                 {{"user_id", userId}, {"user_role", "internal_user"}, {"teams", membership}})
                ->json(),
            "key");
    };
    TestClient chief = m->client(keyOf("chief", "admin"));
    TestClient member = m->client(keyOf("member", "user"));
    const Json ours{{"model_name", "ours"},
                    {"litellm_params", {{"model", "demo/ours"}, {"api_key", "sk-ours"}}},
                    {"model_info", {{"id", "ours"}, {"team_id", team}}}};
    QCOMPARE(member.request("POST", u"/model/new"_s, ours)->status, 403);
    QCOMPARE(chief.request("POST", u"/model/new"_s, ours)->status, 200);

    for (const Json &info : {Json{{"id", "all"}}, Json{{"id", "other"}, {"team_id", "no-team"}}}) {
        Json foreign = ours;
        foreign["model_info"] = info;
        QCOMPARE(chief.request("POST", u"/model/new"_s, foreign)->status, 403);
    }
    const auto change = [&](TestClient &client, const QString &id, const Json &body) {
        return client.request("PATCH", u"/model/%1/update"_s.arg(id), body);
    };
    QCOMPARE(change(member, u"ours"_s, {{"model_name", "mine"}})->status, 403);
    QCOMPARE(change(chief, u"of-config"_s, {{"model_name", "mine"}})->status, 403);
    QCOMPARE(change(chief, u"nothing"_s, {{"model_name", "mine"}})->status, 403);
    QCOMPARE(change(chief, u"ours"_s, {{"model_info", {{"team_id", nullptr}}}})->status, 403);
    const Json borrowed{{"model", "demo/ours"}, {"litellm_credential_name", "c"}};
    QCOMPARE(change(chief, u"ours"_s, {{"litellm_params", borrowed}})->status, 403);
    // The key that was stored does not go along to another address.
    const auto moved = change(chief, u"ours"_s, {{"litellm_params", {{"model", "demo/elsewhere"}}}});
    QCOMPARE(moved->status, 200);
    QVERIFY(!moved->json()["litellm_params"].contains("api_key"));

    QCOMPARE(member.request("POST", u"/model/delete"_s, {{"id", "ours"}})->status, 403);
    QCOMPARE(chief.request("POST", u"/model/delete"_s, {{"id", "of-config"}})->status, 403);
    QCOMPARE(chief.request("POST", u"/model/delete"_s, {{"id", "ours"}})->status, 200);
}

void TestModelRoutes::aStarServesWhatFits()
{
    const auto made =
        call("POST", u"/model/new"_s, {{"model_name", "house/*"}, {"litellm_params", {{"model", "demo/*"}}}});
    QCOMPARE(made->status, 200);
    QCOMPARE(chatAs(GatewayFixture::MasterKey, u"house/any"_s), 200);
    QCOMPARE(chatAs(GatewayFixture::MasterKey, u"house/*"_s), 400);
    QVERIFY(!modelsOf(GatewayFixture::MasterKey).contains(u"house/*"_s));
    QVERIFY(modelsOf(GatewayFixture::MasterKey, u"?return_wildcard_routes=true"_s).contains(u"house/*"_s));
    const QString key = m->newKey({{"models", {"house/*"}}});
    QCOMPARE(chatAs(key, u"house/any"_s), 200);
    QCOMPARE(chatAs(key, u"fixed"_s), 403);
}

void TestModelRoutes::listsModelsAsAsked()
{
    newModel(u"one"_s, u"added"_s, {{"access_groups", {"beta"}}});
    const QString master = GatewayFixture::MasterKey;
    QVERIFY(modelsOf(master).contains(u"added"_s));
    QVERIFY(!modelsOf(master).contains(u"beta"_s));
    QVERIFY(modelsOf(master, u"?include_model_access_groups=true"_s).contains(u"beta"_s));
    QCOMPARE(modelsOf(master, u"?only_model_access_groups=true"_s), QStringList{u"beta"_s});
    const Json listed = call("GET", u"/models?include_metadata=true&fallback_type=general"_s)->json();
    QCOMPARE(listed["data"][0]["metadata"]["fallbacks"], Json::array());
    QCOMPARE(call("GET", u"/models?fallback_type=odd"_s)->status, 400);
    QCOMPARE(call("GET", u"/models?scope=odd"_s)->status, 400);
    const QString key = m->newKey(Json::object());
    QCOMPARE(m->client(key).request("GET", u"/models?team_id=other"_s)->status, 403);
    QCOMPARE(call("GET", u"/v1/models/added"_s)->json()["id"], Json("added"));
}

void TestModelRoutes::pagesModelInfo()
{
    for (int i = 0; i < 5; ++i)
        newModel(u"id-%1"_s.arg(i), u"m%1"_s.arg(i));
    const Json page =
        call("GET", u"/v2/model/info?search=M&size=2&page=2&sortBy=model_name&sortOrder=desc"_s)->json();
    QVERIFY(page["total_count"].get<int>() >= 5);
    QCOMPARE(page["current_page"], Json(2));
    QCOMPARE(page["size"], Json(2));
    QCOMPARE(page["data"].size(), std::size_t(2));
    QCOMPARE(page["data"][0]["model_name"], Json("m2"));
    QCOMPARE(call("GET", u"/v2/model/info?modelId=id-3"_s)->json()["data"][0]["model_name"], Json("m3"));
    QCOMPARE(call("GET", u"/v2/model/info?user_models_only=true"_s)->json()["total_count"], Json(5));
    for (const auto &bad : {u"size=0"_s, u"page=x"_s, u"sortBy=nothing"_s, u"sortOrder=up"_s})
        QCOMPARE(call("GET", u"/v2/model/info?"_s + bad)->status, 400);
    QCOMPARE(call("GET", u"/model/info?litellm_model_id=none"_s)->status, 400);
}

void TestModelRoutes::tellsOfGroups()
{
    newModel(u"one"_s, u"added"_s, {{"supports_vision", true}, {"max_input_tokens", 1000}});
    newModel(u"two"_s, u"added"_s);
    const Json rows = call("GET", u"/model_group/info?model_group=added"_s)->json()["data"];
    QCOMPARE(rows.size(), std::size_t(1));
    QCOMPARE(rows[0]["rpm"], Json(120.0));
    QCOMPARE(rows[0]["tpm"], Json(nullptr));
    QCOMPARE(rows[0]["supports_vision"], Json(true));
    QCOMPARE(rows[0]["max_input_tokens"], Json(1000.0));
    QCOMPARE(rows[0]["providers"], Json::array({"demo"}));
}

void TestModelRoutes::theHubShowsWhatIsPublic()
{
    QCOMPARE(m->client(QString()).request("GET", u"/public/model_hub"_s)->json(), Json::array());
    QCOMPARE(call("POST", u"/model_group/make_public"_s, {{"model_groups", {"nothing"}}})->status, 404);
    QCOMPARE(call("POST", u"/model_group/make_public"_s, Json::object())->status, 400);
    QCOMPARE(call("POST", u"/model_group/make_public"_s, {{"model_groups", {"fixed"}}})->status, 200);
    restart();
    TestClient nobody = m->client(QString());
    const Json hub = nobody.request("GET", u"/public/model_hub"_s)->json();
    QCOMPARE(hub.size(), std::size_t(1));
    QCOMPARE(hub[0]["model_group"], Json("fixed"));
    QVERIFY(nobody.request("GET", u"/public/litellm_model_cost_map"_s)->json().contains("fixed"));
}

void TestModelRoutes::credentialsServeModels()
{
    const Json fields{{"credential_name", "house"},
                      {"credential_values", {{"api_key", "sk-house"}, {"api_base", "http://127.0.0.1:1/v1"}}},
                      {"credential_info", {{"custom_llm_provider", "openai"}}}};
    QCOMPARE(call("POST", u"/credentials"_s, fields)->json()["success"], Json(true));
    const auto made =
        call("POST", u"/model/new"_s,
             {{"model_name", "m"},
              {"litellm_params", {{"model", "openai/x"}, {"litellm_credential_name", "house"}}}});
    QCOMPARE(made->status, 200);
    restart();
    const Json shown = call("GET", u"/credentials/by_name/house"_s)->json();
    QCOMPARE(shown["credential_values"]["api_key"], Json("****"));
    QCOMPARE(shown["credential_info"]["custom_llm_provider"], Json("openai"));
    QCOMPARE(call("DELETE", u"/credentials/house"_s)->status, 400);
    const auto bad =
        call("PATCH", u"/credentials/house"_s, {{"credential_values", {{"api_base", "nowhere"}}}});
    QCOMPARE(bad->status, 400);
    QCOMPARE(call("PATCH", u"/credentials/house"_s, {{"credential_info", {{"description", "d"}}}})->status,
             200);
    QCOMPARE(call("GET", u"/credentials"_s)->json()["credentials"].size(), std::size_t(1));
    call("POST", u"/model/delete"_s, {{"id", made->json()["model_id"]}});
    QCOMPARE(call("DELETE", u"/credentials/house"_s)->status, 200);
    QCOMPARE(call("GET", u"/credentials/by_name/house"_s)->status, 404);
}

void TestModelRoutes::refusesBadCredentials_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("param");
    QTest::newRow("no name") << QByteArray(R"({"credential_values":{"api_key":"k"}})")
                             << u"credential_name"_s;
    QTest::newRow("no values") << QByteArray(R"({"credential_name":"c"})") << u"credential_values"_s;
    QTest::newRow("values that are a list")
        << QByteArray(R"({"credential_name":"c","credential_values":[]})") << u"credential_values"_s;
    QTest::newRow("a name that is too long")
        << QByteArray(R"({"credential_name":")") + QByteArray(2000, 'x') +
               R"(","credential_values":{"a":"b"}})"
        << u"credential_name"_s;
}

void TestModelRoutes::refusesBadCredentials()
{
    QFETCH(QByteArray, body);
    const auto reply = call("POST", u"/credentials"_s, core::parseJson(body).value());
    QCOMPARE(reply->status, 400);
    QTEST(core::stringOr(reply->json()["error"], "param"), "param");
    QVERIFY(call("GET", u"/credentials"_s)->json()["credentials"].empty());
}

void TestModelRoutes::anAccessGroupGrantsItsModels()
{
    newModel(u"one"_s, u"added"_s);
    const Json made =
        call("POST", u"/access_group/new"_s, {{"access_group", "beta"}, {"model_names", {"added"}}})->json();
    QCOMPARE(made["models_updated"], Json(1));
    const QString key = m->newKey({{"models", {"beta"}}});
    QCOMPARE(chatAs(key, u"added"_s), 200);
    QCOMPARE(chatAs(key, u"fixed"_s), 403);
    QCOMPARE(modelsOf(key), QStringList{u"added"_s});
    QCOMPARE(call("GET", u"/access_group/beta/info"_s)->json()["deployment_count"], Json(1));
    QCOMPARE(call("GET", u"/access_group/list"_s)->json()["access_groups"].size(), std::size_t(1));
    newModel(u"two"_s, u"more"_s);
    QCOMPARE(
        call("PUT", u"/access_group/beta/update"_s, {{"model_names", {"more"}}})->json()["models_updated"],
        Json(2));
    QCOMPARE(chatAs(key, u"added"_s), 403);
    QCOMPARE(chatAs(key, u"more"_s), 200);
    QCOMPARE(call("DELETE", u"/access_group/beta/delete"_s)->status, 200);
    QCOMPARE(chatAs(key, u"more"_s), 403);
    QCOMPARE(call("GET", u"/access_group/beta/info"_s)->status, 404);
}

void TestModelRoutes::aUnifiedGroupGrantsToTeamsAndKeys()
{
    newModel(u"one"_s, u"added"_s);
    const QString team = newTeam({{"models", {"fixed"}}});
    const QString key = m->newKey({{"team_id", team}});
    QCOMPARE(chatAs(key, u"added"_s), 403);
    const auto made =
        call("POST", u"/v1/access_group"_s,
             {{"access_group_name", "g"}, {"access_model_names", {"added"}}, {"assigned_team_ids", {team}}});
    QCOMPARE(made->status, 201);
    QCOMPARE(chatAs(key, u"added"_s), 200);
    const QString path = u"/v1/access_group/"_s + core::stringOr(made->json(), "access_group_id");
    QCOMPARE(call("GET", path)->json()["access_group_name"], Json("g"));
    QCOMPARE(call("PUT", path, {{"assigned_team_ids", Json::array()}})->status, 200);
    QCOMPARE(chatAs(key, u"added"_s), 403);
    const auto erased = call("DELETE", path);
    QCOMPARE(erased->status, 204);
    QVERIFY(erased->body.isEmpty());
    QCOMPARE(call("GET", path)->status, 404);
}

void TestModelRoutes::refusesBadAccessGroups()
{
    newModel(u"one"_s, u"added"_s);
    const auto status = [&](const char *method, const QString &path, const Json &body) {
        return call(method, path, body)->status;
    };
    QCOMPARE(status("POST", u"/access_group/new"_s, {{"access_group", "g"}, {"model_names", {"fixed"}}}),
             400);
    QCOMPARE(status("POST", u"/access_group/new"_s, {{"access_group", "g/h"}, {"model_names", {"added"}}}),
             400);
    QCOMPARE(status("POST", u"/access_group/new"_s, {{"model_names", {"added"}}}), 400);
    QCOMPARE(status("PUT", u"/access_group/none/update"_s, {{"model_names", {"added"}}}), 404);
    QCOMPARE(status("POST", u"/v1/access_group"_s, Json::object()), 400);
    QCOMPARE(
        status("POST", u"/v1/access_group"_s, {{"access_group_name", "g"}, {"assigned_team_ids", {"x"}}}),
        400);
    QCOMPARE(status("POST", u"/v1/access_group"_s, {{"access_group_name", "g"}, {"assigned_key_ids", {"x"}}}),
             400);
    QCOMPARE(status("POST", u"/v1/access_group"_s, {{"access_group_name", "g"}}), 201);
    QCOMPARE(status("POST", u"/v1/access_group"_s, {{"access_group_name", "g"}}), 400);
    QCOMPARE(status("DELETE", u"/v1/access_group/none"_s, {}), 404);
}

QTEST_GUILESS_MAIN(TestModelRoutes)
#include "tst_modelroutes.moc"
