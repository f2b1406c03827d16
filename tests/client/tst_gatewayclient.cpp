// SPDX-License-Identifier: GPL-3.0-or-later
#include <client/adminaccess.h>
#include <client/connectiontest.h>
#include <client/profilesignin.h>
#include <secrets/memorysecretstore.h>

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace sekisho::client;
using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::Json;
using test::FakeAnswer;

Q_DECLARE_METATYPE(sekisho::test::FakeAnswer)

class GatewayClientTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keysArePaged();
    void generatedKeyIsToldOnce();
    void updateSaysKeepClearAndSet();
    void teamsAndMembers();
    void missingBudgetIsNotFound();
    void modelsStandWithoutDetails();
    void modelsTakeDetails();
    void theGatewaySaysWhoWeAre_data();
    void theGatewaySaysWhoWeAre();
    void administrationKeepsTheToken();
    void connectionTestNamesTheHop_data();
    void connectionTestNamesTheHop();
    void signInPutsSecretsToWork();

private:
    template <typename T>
    core::Result<T> ended(core::Async<T> future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }) || future.resultCount() == 0)
            return core::fail(ErrorKind::Internal, u"the future did not end"_s);
        return future.result();
    }
    QByteArray lastBody() const { return m_upstream.requests().last().body; }

    test::FakeUpstream m_upstream;
    QNetworkAccessManager m_network;
    ApiTransport m_transport{&m_network, {m_upstream.url(QString()), {}}};
    GatewayClient m_gateway{&m_transport};
};

void GatewayClientTest::keysArePaged()
{
    m_upstream.answer(
        FakeAnswer::json(200, R"({"keys":[{"token":"h1","key_name":"sk-...W8TA","key_alias":"mykey",
        "models":["a"],"spend":0.42,"max_budget":5.0,"budget_duration":"30d","budget_reset_at":"2026-12-01T00:00:00Z",
        "expires":null,"team_id":"t1","blocked":null,"tpm_limit":100,"metadata":{"x":1},"unknown":[1]}, 7],
        "total_count":37,"current_page":2,"total_pages":4})"));
    KeyQuery query;
    query.page = 2;
    query.teamId = u"t1"_s;
    const auto page = ended(m_gateway.keys().list(query));
    QVERIFY(page.has_value());
    QCOMPARE(page->rows.size(), 1);
    QCOMPARE(page->total, 37);
    QCOMPARE(page->pageCount, 4);
    const auto key = page->rows.first();
    QCOMPARE(key.alias, u"mykey"_s);
    QCOMPARE(key.limits.maxBudget, core::Money::fromUsd(5));
    QCOMPARE(key.limits.tpmLimit, 100);
    QVERIFY(key.limits.budgetResetAt.has_value());
    QVERIFY(!key.expires);
    QVERIFY(!key.blocked);
    QVERIFY(m_upstream.requests().last().target.contains("return_full_object=true"));
    QVERIFY(m_upstream.requests().last().target.contains("team_id=t1"));
}

void GatewayClientTest::generatedKeyIsToldOnce()
{
    m_upstream.answer(
        FakeAnswer::json(200, R"({"key":"sk-secret","token_id":"h1","key_name":"sk-...cret"})"));
    NewKey key;
    key.alias = u"ci"_s;
    key.limits.maxBudget = core::Money::fromUsd(5);
    const auto made = ended(m_gateway.keys().generate(key));
    QVERIFY(made.has_value());
    QCOMPARE(made->secret.reveal(), u"sk-secret"_s);
    QCOMPARE(made->info.token, u"h1"_s);
    QCOMPARE(lastBody(), core::toJsonBytes(Json{{"key_alias", "ci"}, {"max_budget", 5.0}}));
    m_upstream.answer(FakeAnswer::json(200, "{}"));
    QCOMPARE(ended(m_gateway.keys().generate(key)).error().kind, ErrorKind::Upstream);
}

void GatewayClientTest::updateSaysKeepClearAndSet()
{
    m_upstream.answer(FakeAnswer::json(200, "{}"));
    SpendLimits before;
    before.maxBudget = core::Money::fromUsd(5);
    before.rpmLimit = 10;
    SpendLimits after;
    after.rpmLimit = 20;
    KeyChanges changes;
    changes.limits = SpendLimitChanges::between(before, after);
    changes.duration = Change<QString>::clear();
    changes.models = Change<QStringList>::clear();
    QVERIFY(ended(m_gateway.keys().update(u"h1"_s, changes)).has_value());
    QCOMPARE(lastBody(), core::toJsonBytes(Json{{"key", "h1"},
                                                {"max_budget", nullptr},
                                                {"rpm_limit", 20},
                                                {"duration", "-1"},
                                                {"models", Json::array()}}));
}

void GatewayClientTest::teamsAndMembers()
{
    m_upstream.answer(FakeAnswer::json(200, R"([{"team_id":"t1","team_alias":"Search","members_with_roles":
        [{"user_id":"u","user_email":null,"role":"admin"}],"models":[],"spend":1}])"));
    const auto teams = ended(m_gateway.teams().list());
    QVERIFY(teams.has_value());
    QCOMPARE(teams->first().members.first().role, u"admin"_s);
    QVERIFY(ended(m_gateway.teams().addMember(u"t1"_s, {u"u2"_s, {}, u"user"_s}, core::Money::fromUsd(2)))
                .has_value());
    QCOMPARE(lastBody(), core::toJsonBytes(Json{{"team_id", "t1"},
                                                {"member", {{"role", "user"}, {"user_id", "u2"}}},
                                                {"max_budget_in_team", 2.0}}));
    m_upstream.answer(FakeAnswer::json(200, R"({"not":"a list"})"));
    QCOMPARE(ended(m_gateway.teams().list()).error().kind, ErrorKind::Upstream);
}

void GatewayClientTest::missingBudgetIsNotFound()
{
    m_upstream.answer(FakeAnswer::json(200, "[]"));
    QCOMPARE(ended(m_gateway.budgets().info(u"b"_s)).error().kind, ErrorKind::NotFound);
}

void GatewayClientTest::modelsStandWithoutDetails()
{
    m_upstream.answer(FakeAnswer::json(
        200,
        R"({"data":[{"id":"a","owned_by":"sekisho-demo"},{"id":"gemini/b","owned_by":"openai"},{"id":"a"}]})"));
    m_upstream.thenAnswer(FakeAnswer::json(403, "{}"));
    const auto models = ended(m_gateway.models().list());
    QVERIFY(models.has_value());
    QCOMPARE(models->size(), 2);
    QVERIFY(models->at(0).demo);
    QCOMPARE(models->at(1).name, u"gemini/b"_s);
    QVERIFY(!models->at(1).inputPrice);
}

void GatewayClientTest::modelsTakeDetails()
{
    m_upstream.answer(FakeAnswer::json(200, R"({"data":[{"id":"a"}]})"));
    m_upstream.thenAnswer(
        FakeAnswer::json(200, R"({"data":[{"model_name":"a","litellm_params":{"model":"demo/x"},
        "model_info":{"litellm_provider":"demo","mode":"chat","input_cost_per_token":1.5e-7}},{"model_name":"z"}]})"));
    const auto models = ended(m_gateway.models().list());
    QVERIFY(models.has_value());
    QVERIFY(models->first().demo);
    QCOMPARE(models->first().inputPrice.value().picos, 150000);
}

void GatewayClientTest::theGatewaySaysWhoWeAre_data()
{
    QTest::addColumn<FakeAnswer>("keyInfo");
    QTest::addColumn<FakeAnswer>("userInfo");
    QTest::addColumn<QString>("secret");
    QTest::addColumn<QString>("we");
    const FakeAnswer key = FakeAnswer::json(200, R"({"key":"h1","info":{"key_alias":"k"}})");
    const FakeAnswer noKey =
        FakeAnswer::json(404, R"({"error":{"type":"not_found_error","param":"key","code":"404"}})");
    const FakeAnswer noRoute = FakeAnswer::json(404, R"({"detail":"Not Found"})");
    const FakeAnswer notAllowed = FakeAnswer::json(403, R"({"error":{"type":"auth_error","code":"403"}})");
    const FakeAnswer everybody = FakeAnswer::json(200, R"({"user_id":null,"user_info":null,"keys":[]})");
    const FakeAnswer admin = FakeAnswer::json(200, R"({"user_info":{"user_role":"proxy_admin"}})");
    const FakeAnswer member = FakeAnswer::json(200, R"({"user_info":{"user_role":"internal_user"}})");
    const FakeAnswer roleless = FakeAnswer::json(200, R"({"user_info":{"user_id":"u"}})");
    const QString plain = u"sk-1"_s;
    const QString token = u"eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1In0.c2ln"_s;
    QTest::newRow("the master key of a gateway without users") << noKey << noRoute << plain << u"admin"_s;
    QTest::newRow("the master key of LiteLLM") << noKey << everybody << plain << u"admin"_s;
    QTest::newRow("a virtual key") << key << noRoute << plain << u"key"_s;
    QTest::newRow("a virtual key that may not ask") << key << notAllowed << plain << u"key"_s;
    QTest::newRow("a key of an ordinary user") << key << member << plain << u"key"_s;
    QTest::newRow("a key of a user without a role") << key << roleless << plain << u"key"_s;
    QTest::newRow("a key of an administrator") << key << admin << plain << u"admin"_s;
    QTest::newRow("a token of an ordinary user") << noKey << member << token << u"nobody"_s;
    QTest::newRow("a token of an administrator") << noKey << admin << token << u"admin"_s;
    QTest::newRow("a token of which nothing is known") << noKey << noRoute << token << u"nobody"_s;
    QTest::newRow("a token without a user") << noKey << everybody << token << u"nobody"_s;
    QTest::newRow("a server that has no keys") << noRoute << noRoute << plain << u"error"_s;
    QTest::newRow("an answer that does not come")
        << noKey << FakeAnswer::json(500, "{}") << plain << u"error"_s;
}

void GatewayClientTest::theGatewaySaysWhoWeAre()
{
    QFETCH(FakeAnswer, keyInfo);
    QFETCH(FakeAnswer, userInfo);
    QFETCH(QString, secret);
    QFETCH(QString, we);
    test::FakeUpstream server;
    server.answerAt("/key/info", keyInfo);
    server.answerAt("/user/info", userInfo);
    ApiTransport transport(&m_network, {server.url(QString()), {bearerAuth(core::SecretString(secret))}});
    const auto caller = ended(GatewayClient(&transport).health().caller());
    QCOMPARE(caller.has_value(), we != u"error"_s);
    if (!caller)
        return;
    QCOMPARE(caller->isAdmin, we == u"admin"_s);
    QCOMPARE(caller->key.has_value(), keyInfo.status == 200);
    QCOMPARE(caller->key.value_or(VirtualKeyInfo()).token, keyInfo.status == 200 ? u"h1"_s : QString());
}

void GatewayClientTest::administrationKeepsTheToken()
{
    core::SystemClock clock;
    secrets::MemorySecretStore store;
    ProfileSession session(&clock);
    Profile profile;
    profile.gatewayUrl = m_upstream.url(QString());
    profile.signIn = SignInKind::TokenWithKeyHeader;
    profile.keys = {{u"k"_s, u"one"_s, {}, u"p/k"_s, false}, {u"m"_s, u"master"_s, {}, u"p/m"_s, true}};
    profile.currentKeyId = u"k"_s;
    QVERIFY(ended(store.write(u"p/m"_s, core::SecretString(u"sk-master"_s))).has_value());
    AdminAccess admin(&session, &store);
    session.open(profile, {core::SecretString(u"sk-1"_s), core::SecretString(u"jwt"_s), {}});
    QTRY_VERIFY(admin.hasMasterKey());
    m_upstream.answer(FakeAnswer::json(200, R"({"status":"healthy"})"));
    QVERIFY(ended(admin.gateway().health().readiness()).has_value());
    QCOMPARE(m_upstream.requests().last().header("Authorization"), QByteArray("Bearer jwt"));
    QCOMPARE(m_upstream.requests().last().header("x-litellm-api-key"), QByteArray("sk-master"));
    // Where keys are not presented, none makes an administrator.
    profile.signIn = SignInKind::TokenOnly;
    session.open(profile, {core::SecretString(u"sk-1"_s), core::SecretString(u"jwt"_s), {}});
    QTRY_VERIFY(!admin.hasMasterKey());
    QVERIFY(ended(admin.gateway().health().readiness()).has_value());
    QCOMPARE(m_upstream.requests().last().header("Authorization"), QByteArray("Bearer jwt"));
    QVERIFY(m_upstream.requests().last().header("x-litellm-api-key").isEmpty());
}

void GatewayClientTest::connectionTestNamesTheHop_data()
{
    QTest::addColumn<int>("healthStatus");
    QTest::addColumn<int>("keyStatus");
    QTest::addColumn<QByteArray>("models");
    QTest::addColumn<QString>("hop");
    const QByteArray some = R"({"data":[{"id":"a"}]})";
    QTest::newRow("all is well") << 200 << 200 << some << QString();
    QTest::newRow("not a gateway") << 404 << 200 << some << u"gateway"_s;
    QTest::newRow("wrong key") << 200 << 401 << some << u"key"_s;
    QTest::newRow("no model") << 200 << 200 << QByteArray(R"({"data":[]})") << u"models"_s;
}

void GatewayClientTest::connectionTestNamesTheHop()
{
    QFETCH(int, healthStatus);
    QFETCH(int, keyStatus);
    QFETCH(QByteArray, models);
    QFETCH(QString, hop);
    m_upstream.answer(FakeAnswer::json(healthStatus, R"({"status":"healthy","db":"connected"})"));
    m_upstream.thenAnswer(FakeAnswer::json(keyStatus, R"({"key":"h1","info":{}})"));
    m_upstream.answerAt("/user/info", FakeAnswer::json(404, "{}"));
    m_upstream.thenAnswer(FakeAnswer::json(200, models));
    const auto report = ended(testConnection(&m_transport)).value();
    QCOMPARE(report.hops.size(), 5);
    QCOMPARE(report.passed(), hop.isEmpty());
    QCOMPARE(report.failure() ? nameOf(report.failure()->hop) : QString(), hop);
    ApiTransport nowhere(&m_network, {QUrl(u"ftp://x"_s), {}});
    QCOMPARE(ended(testConnection(&nowhere)).value().failure()->hop, Hop::Address);
}

void GatewayClientTest::signInPutsSecretsToWork()
{
    core::SystemClock clock;
    secrets::MemorySecretStore store;
    ProfileSession session(&clock);
    ProfileSignIn signIn(&session, &store);
    Profile profile;
    profile.id = u"p"_s;
    profile.gatewayUrl = m_upstream.url(QString());
    profile.signIn = SignInKind::TokenWithKeyHeader;
    profile.tokenSecretName = u"p/token"_s;
    profile.keys = {{u"k1"_s, u"one"_s, {}, u"p/k1"_s, false}};
    profile.currentKeyId = u"k1"_s;
    QVERIFY(ended(store.write(u"p/token"_s, core::SecretString(u"jwt"_s))).has_value());
    QVERIFY(ended(store.write(u"p/k1"_s, core::SecretString(u"sk-1"_s))).has_value());
    QSignalSpy keyChanged(&session, &ProfileSession::keyChanged);
    QVERIFY(ended(signIn.open(profile)).has_value());
    QCOMPARE(keyChanged.count(), 1);
    m_upstream.answer(FakeAnswer::json(200, R"({"status":"healthy"})"));
    QVERIFY(ended(session.gateway().health().readiness()).has_value());
    QCOMPARE(m_upstream.requests().last().header("Authorization"), QByteArray("Bearer jwt"));
    QCOMPARE(m_upstream.requests().last().header("x-litellm-api-key"), QByteArray("sk-1"));
    QVERIFY(ended(signIn.addKey({u"k2"_s, u"two"_s, {}, u"p/k2"_s, true}, core::SecretString(u"sk-2"_s)))
                .has_value());
    QVERIFY(ended(signIn.chooseKey(u"k2"_s)).has_value());
    QVERIFY(ended(session.gateway().health().readiness()).has_value());
    QCOMPARE(m_upstream.requests().last().header("x-litellm-api-key"), QByteArray("sk-2"));
    QCOMPARE(ended(signIn.chooseKey(u"k3"_s)).error().kind, ErrorKind::NotFound);
    QVERIFY(ended(signIn.removeKey(u"k2"_s)).has_value());
    QVERIFY(!session.currentKey());
    QCOMPARE(keyChanged.count(), 3);
}

QTEST_GUILESS_MAIN(GatewayClientTest)
#include "tst_gatewayclient.moc"
