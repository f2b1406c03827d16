// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace sekisho::test;
using namespace Qt::Literals::StringLiterals;
using core::Json;

/// Settings of the file that decide who may come in and make what, as a client over HTTP meets them.
class FileSettingsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m;

    gateway::GatewaySettings &settings() { return m->options.config.settings; }
    int statusOf(const QString &key, const QByteArray &method, const QString &path,
                 const QByteArray &body = {}, const http::Headers &headers = {})
    {
        auto client = m->client(key);
        const auto reply = client.send(method, path, body, headers);
        TestClient::waitFor(*reply);
        return reply->status;
    }
    std::shared_ptr<Reply> chat(const QString &key, const http::Headers &headers, const Json &extra)
    {
        auto client = m->client(key);
        auto reply = client.send("POST", u"/v1/chat/completions"_s,
                                 GatewayFixture::chat(u"small"_s, false, extra), headers);
        TestClient::waitFor(*reply);
        return reply;
    }

private Q_SLOTS:
    void init()
    {
        m_upstream = std::make_unique<FakeUpstream>();
        m_upstream->answer(FakeAnswer::chatCompletion());
        m = std::make_unique<GatewayFixture>();
        m->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url())};
    }
    void cleanup()
    {
        m.reset();
        m_upstream.reset();
    }

    void theKeyIsInTheHeaderThatTheFileNames()
    {
        settings().keyHeaderName = u"X-Our-Key"_s;
        QVERIFY(m->start());
        const QByteArray bearer = "Bearer " + GatewayFixture::MasterKey.toUtf8();
        QCOMPARE(statusOf({}, "GET", u"/key/list"_s, {}, {{"X-Our-Key", bearer}}), 200);
        QCOMPARE(statusOf({}, "GET", u"/key/list"_s, {}, {{"x-our-key", bearer}}), 200);
        QCOMPARE(statusOf({}, "GET", u"/key/list"_s, {}, {{"X-Our-Key", GatewayFixture::MasterKey.toUtf8()}}),
                 401);
        QCOMPARE(statusOf(GatewayFixture::MasterKey, "GET", u"/key/list"_s), 401);
        QCOMPARE(chat({}, {{"X-Our-Key", bearer}}, Json::object())->status, 200);
    }

    void onlyAllowedRoutesAreServed()
    {
        settings().allowedRoutes = {u"llm_api_routes"_s, u"/key/*"_s};
        QVERIFY(m->start());
        const QString key = m->newKey(Json::object());
        QVERIFY(!key.isEmpty());
        QCOMPARE(chat(key, {}, Json::object())->status, 200);
        QCOMPARE(statusOf(GatewayFixture::MasterKey, "GET", u"/team/list"_s), 403);
        QCOMPARE(statusOf(key, "GET", u"/spend/logs"_s), 403);
        QCOMPARE(statusOf({}, "GET", u"/health/liveliness"_s), 200);
    }

    void someRoutesAreForAdminsOnly()
    {
        settings().adminOnlyRoutes = {u"/spend/logs"_s, u"/key/generate"_s};
        QVERIFY(m->start());
        const QString key = m->newKey(Json::object());
        QCOMPARE(statusOf(key, "GET", u"/spend/logs"_s), 403);
        QCOMPARE(statusOf(key, "GET", u"/key/info"_s), 200);
        QCOMPARE(statusOf(GatewayFixture::MasterKey, "GET", u"/spend/logs"_s), 200);
    }

    void theEndUserIsInTheHeaderThatTheFileNames_data()
    {
        QTest::addColumn<http::Headers>("headers");
        QTest::addColumn<Json>("extra");
        QTest::addColumn<QString>("customer");
        using Extra = Json;
        QTest::newRow("LiteLLM's own first") << http::Headers{{"x-litellm-customer-id", "a"},
                                                              {"x-litellm-end-user-id", "b"},
                                                              {"X-Mapped", "c"}}
                                             << Extra::object() << u"a"_s;
        QTest::newRow("the one that is mapped")
            << http::Headers{{"X-Named", "d"}, {"X-Mapped", "c"}} << Extra{{"user", "e"}} << u"c"_s;
        QTest::newRow("the one that is named")
            << http::Headers{{"X-Named", "d"}} << Extra{{"user", "e"}} << u"d"_s;
        QTest::newRow("the body's") << http::Headers{} << Extra{{"user", "e"}} << u"e"_s;
        QTest::newRow("that of LiteLLM's metadata")
            << http::Headers{}
            << Extra{{"litellm_metadata", {{"user", "f"}}}, {"metadata", {{"user_id", "g"}}}} << u"f"_s;
    }

    void theEndUserIsInTheHeaderThatTheFileNames()
    {
        QFETCH(http::Headers, headers);
        QFETCH(Json, extra);
        QFETCH(QString, customer);
        settings().userHeaderName = u"X-Named"_s;
        settings().userHeaderMappings =
            Json::array({{{"header_name", "X-Other"}, {"litellm_user_role", "internal_user"}},
                         {{"header_name", "X-Mapped"}, {"litellm_user_role", "customer"}}});
        QVERIFY(m->start());
        headers.append("X-Other", "nobody");
        const auto reply = chat(GatewayFixture::MasterKey, headers, extra);
        QCOMPARE(reply->status, 200);
        QCOMPARE(core::stringOr(m->row(reply->callId()), "end_user"), customer);
    }

    void keysAreMadeOnlyAsTheFileLets()
    {
        settings().keyGeneration = {
            {"team_key_generation",
             {{"allowed_team_member_roles", {"admin"}}, {"required_params", {"key_alias"}}}},
            {"personal_key_generation", {{"allowed_user_roles", {"proxy_admin"}}}}};
        QVERIFY(m->start());
        auto &master = m->master();
        const auto user = [&](const char *id) {
            return core::stringOr(master.request("POST", u"/user/new"_s, {{"user_id", id}})->json(), "key");
        };
        const QString chief = user("chief"), member = user("member");
        QCOMPARE(master
                     .request("POST", u"/team/new"_s,
                              {{"team_id", "t"},
                               {"team_member_permissions", {"/key/generate"}},
                               {"members_with_roles",
                                {{{"user_id", "chief"}, {"role", "admin"}},
                                 {{"user_id", "member"}, {"role", "user"}}}}})
                     ->status,
                 200);
        const auto made = [&](const QString &key, const Json &body) {
            return statusOf(key, "POST", u"/key/generate"_s, core::toJsonBytes(body));
        };
        QCOMPARE(made(chief, {{"team_id", "t"}, {"key_alias", "one"}}), 200);
        QCOMPARE(made(chief, {{"team_id", "t"}}), 400);
        QCOMPARE(made(member, {{"team_id", "t"}, {"key_alias", "two"}}), 400);
        QCOMPARE(made(member, Json::object()), 400);
        QCOMPARE(made(GatewayFixture::MasterKey, {{"team_id", "t"}}), 200);
    }
};

QTEST_GUILESS_MAIN(FileSettingsTest)
#include "tst_filesettings.moc"
