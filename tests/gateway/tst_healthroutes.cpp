// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/gatewayfixture.h>

#include <QFloat16>
#include <QTest>

#include <support/fakeupstream.h>

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
using namespace std::chrono_literals;

/// Health, connection tests, allowed addresses and the small utilities, in front of a scripted upstream.
class TestHealthRoutes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void checksEveryDeployment();
    void checksWhatIsAskedFor();
    void theListLeavesOutWhatFailed();
    void aKeyChecksOnlyWhatItMayCall();
    void keepsAHistory();
    void checksInTheBackground();
    void triesAConnection();
    void aConnectionThatFailsSaysWhy_data();
    void aConnectionThatFailsSaysWhy();
    void reasoningModelsGetTheirOwnLimit();
    void aSilentUpstreamIsGivenUp();
    void saysWhatIsNotConnected();
    void keepsStrangersOut();
    void believesAProxyOnlyWhenToldTo();
    void refusesBadAddresses();
    void countsTokens();
    void showsItsSettings();

private:
    std::shared_ptr<Reply> call(const QByteArray &method, const QString &path, const Json &body = {});
    Json paramsFor(const QString &model) const;

    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m;
};

static FakeAnswer goodAnswer()
{
    return FakeAnswer::json(200,
                            R"({"id":"a","object":"chat.completion","choices":[{"index":0,"message":{"role":)"
                            R"("assistant","content":"OK"},"finish_reason":"stop"}]})");
}

void TestHealthRoutes::init()
{
    m_upstream = std::make_unique<FakeUpstream>();
    m = std::make_unique<GatewayFixture>();
    auto dead = GatewayFixture::deployment(u"dead"_s, QUrl(u"http://127.0.0.1:1/v1"_s));
    m->options.config.deployments = {GatewayFixture::deployment(u"alive"_s, m_upstream->url()), dead};
    m_upstream->answer(goodAnswer());
    QVERIFY2(m->start(), qPrintable(core::describe(m->startError())));
}

void TestHealthRoutes::cleanup()
{
    m.reset();
    m_upstream.reset();
}

std::shared_ptr<Reply> TestHealthRoutes::call(const QByteArray &method, const QString &path, const Json &body)
{
    return m->master().request(method, path, body);
}

Json TestHealthRoutes::paramsFor(const QString &model) const
{
    return {
        {"litellm_params",
         {{"model", model}, {"api_key", "sk-upstream-secret"}, {"api_base", m_upstream->url().toString()}}}};
}

void TestHealthRoutes::checksEveryDeployment()
{
    const Json health = call("GET", u"/health"_s)->json();
    QCOMPARE(health["healthy_count"], Json(1));
    QCOMPARE(health["unhealthy_count"], Json(1));
    QCOMPARE(health["healthy_endpoints"][0]["model_name"], Json("alive"));
    QVERIFY(!core::stringOr(health["unhealthy_endpoints"][0], "error").isEmpty());
    QVERIFY(health["unhealthy_endpoints"][0].contains("api_base"));
}

void TestHealthRoutes::checksWhatIsAskedFor()
{
    QCOMPARE(call("GET", u"/health?model=alive"_s)->json()["healthy_count"], Json(1));
    QCOMPARE(call("GET", u"/health?model=alive"_s)->json()["unhealthy_count"], Json(0));
    QCOMPARE(call("GET", u"/health?model_id=id-of-dead"_s)->json()["unhealthy_count"], Json(1));
    QCOMPARE(call("GET", u"/health?model_id=nothing"_s)->status, 404);
    QCOMPARE(call("GET", u"/health?model=nothing"_s)->status, 404);
}

void TestHealthRoutes::theListLeavesOutWhatFailed()
{
    const auto names = [this](const QString &query) {
        QStringList ids;
        const Json list = call("GET", u"/v1/models"_s + query)->json();
        for (const Json &model : list["data"])
            ids.append(core::stringOr(model, "id"));
        ids.sort();
        return ids;
    };
    // What was never tried is not left out.
    QCOMPARE(names(u"?healthy_only=true"_s), QStringList({u"alive"_s, u"dead"_s}));
    QCOMPARE(call("GET", u"/health"_s)->status, 200);
    QCOMPARE(names(u"?healthy_only=true"_s), QStringList(u"alive"_s));
    QCOMPARE(names({}), QStringList({u"alive"_s, u"dead"_s}));
}

void TestHealthRoutes::aKeyChecksOnlyWhatItMayCall()
{
    const QString key = m->newKey({{"models", {"alive"}}});
    const Json health = m->client(key).request("GET", u"/health"_s)->json();
    QCOMPARE(health["healthy_count"], Json(1));
    QCOMPARE(health["unhealthy_count"], Json(0));
    QVERIFY(!health["healthy_endpoints"][0].contains("api_base"));
    QCOMPARE(m->client(key).request("GET", u"/health?model=dead"_s)->status, 404);
    QCOMPARE(m->client(QString()).request("GET", u"/health"_s)->status, 401);
}

void TestHealthRoutes::keepsAHistory()
{
    call("GET", u"/health"_s);
    call("GET", u"/health?model=alive"_s);
    const Json all = call("GET", u"/health/history"_s)->json();
    QCOMPARE(all["total_records"], Json(3));
    QCOMPARE(call("GET", u"/health/history?model=alive"_s)->json()["total_records"], Json(2));
    const Json bad = call("GET", u"/health/history?status_filter=unhealthy"_s)->json();
    QCOMPARE(bad["health_checks"][0]["model_name"], Json("dead"));
    const Json latest = call("GET", u"/health/latest"_s)->json();
    QCOMPARE(latest["total_models"], Json(2));
    QCOMPARE(latest["latest_health_checks"]["id-of-alive"]["status"], Json("healthy"));
    QCOMPARE(call("GET", u"/health/history?status_filter=odd"_s)->status, 400);
    QCOMPARE(call("GET", u"/health/history?limit=0"_s)->status, 400);
}

void TestHealthRoutes::checksInTheBackground()
{
    m->stop();
    m->options.config.settings.backgroundHealthChecks = true;
    m->options.config.settings.healthCheckInterval = 1s;
    QVERIFY(m->start());
    QTRY_VERIFY_WITH_TIMEOUT(call("GET", u"/health/history"_s)->json()["total_records"].get<int>() >= 4,
                             20000);
    QCOMPARE(call("GET", u"/health/history"_s)->json()["health_checks"][0]["checked_by"], Json("background"));
    QCOMPARE(call("GET", u"/health"_s)->json()["healthy_count"], Json(1));
}

void TestHealthRoutes::triesAConnection()
{
    const auto tried = call("POST", u"/health/test_connection"_s, paramsFor(u"openai/x"_s));
    QCOMPARE(tried->status, 200);
    QCOMPARE(tried->json()["status"], Json("success"));
    QCOMPARE(call("GET", u"/health/history"_s)->json()["total_records"], Json(0));
}

void TestHealthRoutes::aConnectionThatFailsSaysWhy_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("a wrong key") << 401
                                 << QByteArray(R"({"error":{"message":"bad key sk-upstream-secret"}})");
    QTest::newRow("a wrong model") << 404 << QByteArray(R"({"error":{"message":"no such model"}})");
    QTest::newRow("an upstream that breaks") << 500 << QByteArray("<html>oops</html>");
}

void TestHealthRoutes::aConnectionThatFailsSaysWhy()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_upstream->answer(FakeAnswer::json(status, body));
    const auto tried = call("POST", u"/health/test_connection"_s, paramsFor(u"openai/x"_s));
    QCOMPARE(tried->status, 200);
    QCOMPARE(tried->json()["status"], Json("error"));
    QVERIFY(!core::stringOr(tried->json()["result"], "error").isEmpty());
    QVERIFY(!tried->body.contains("upstream-secret"));
    QCOMPARE(call("POST", u"/health/test_connection"_s, paramsFor(u"nowhere/x"_s))->status, 400);
    QCOMPARE(call("POST", u"/health/test_connection"_s, paramsFor(u"openai/*"_s))->status, 400);
    QCOMPARE(call("POST", u"/health/test_connection"_s, Json::object())->status, 400);
}

void TestHealthRoutes::reasoningModelsGetTheirOwnLimit()
{
    m_upstream->answer(FakeAnswer::json(
        400,
        R"({"error":{"message":"Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."}})"));
    const auto tried = call("POST", u"/health/test_connection"_s, paramsFor(u"openai/x"_s));
    QCOMPARE(tried->json()["status"], Json("error"));
    QCOMPARE(m_upstream->requests().size(), 2);
    QVERIFY(m_upstream->requests().at(1).body.contains("max_completion_tokens"));
}

void TestHealthRoutes::aSilentUpstreamIsGivenUp()
{
    m_upstream->answer(FakeAnswer::silence());
    Json fields = paramsFor(u"openai/x"_s);
    fields["litellm_params"]["timeout"] = 0.2;
    const auto tried = call("POST", u"/health/test_connection"_s, fields);
    QCOMPARE(tried->json()["status"], Json("error"));
}

void TestHealthRoutes::saysWhatIsNotConnected()
{
    QCOMPARE(call("GET", u"/health/services?service=langfuse"_s)->json()["status"], Json("not_configured"));
    QCOMPARE(call("GET", u"/health/services?service=slack"_s)->status, 400);
    QCOMPARE(call("GET", u"/health/license"_s)->json()["has_license"], Json(false));
    QCOMPARE(call("GET", u"/health/shared-status"_s)->json()["shared_health_check_enabled"], Json(false));
}

void TestHealthRoutes::keepsStrangersOut()
{
    QCOMPARE(call("GET", u"/get/allowed_ips"_s)->json()["data"], Json::array());
    QCOMPARE(call("POST", u"/add/allowed_ip"_s, {{"ip", "127.0.0.0/8"}})->status, 200);
    QCOMPARE(call("POST", u"/add/allowed_ip"_s, {{"ip", "203.0.113.7"}})->status, 200);
    QCOMPARE(call("GET", u"/get/allowed_ips"_s)->json()["data"], Json::array({"127.0.0.0/8", "203.0.113.7"}));
    QCOMPARE(call("POST", u"/delete/allowed_ip"_s, {{"ip", "127.0.0.0/8"}})->status, 200);
    for (const auto &path : {u"/get/allowed_ips"_s, u"/v1/models"_s, u"/api/public/traces"_s})
        QCOMPARE(call("GET", path)->status, 403);
    QCOMPARE(call("GET", u"/health/liveliness"_s)->status, 200);
    m->stop();
    QVERIFY(m->start());
    QCOMPARE(call("GET", u"/v1/models"_s)->status, 403);
}

void TestHealthRoutes::believesAProxyOnlyWhenToldTo()
{
    const auto from = [this](const QByteArray &chain) {
        return m->master().request("GET", u"/v1/models"_s, {}, {{"X-Forwarded-For", chain}})->status;
    };
    m->stop();
    m->options.config.settings.allowedIps = {u"198.51.100.0/24"_s};
    QVERIFY(m->start());
    QCOMPARE(from("198.51.100.7"), 403);
    m->stop();
    m->options.config.settings.useForwardedFor = true;
    QVERIFY(m->start());
    QCOMPARE(from("198.51.100.7"), 200);
    QCOMPARE(from("198.51.100.7, 203.0.113.1"), 403);
    QCOMPARE(from("nonsense"), 403);
    QCOMPARE(call("GET", u"/v1/models"_s)->status, 403);
}

void TestHealthRoutes::refusesBadAddresses()
{
    for (const Json &body :
         {Json{{"ip", "here"}}, Json{{"ip", 7}}, Json::object(), Json{{"ip", "10.0.0.0/64"}}})
        QCOMPARE(call("POST", u"/add/allowed_ip"_s, body)->status, 400);
    QCOMPARE(call("POST", u"/delete/allowed_ip"_s, {{"ip", "10.0.0.1"}})->status, 404);
    m->stop();
    m->options.config.settings.allowedIps = {u"nowhere"_s};
    QVERIFY(!m->start());
    QVERIFY(m->startError().detail.contains(u"nowhere"_s));
}

void TestHealthRoutes::countsTokens()
{
    const auto counted =
        call("POST", u"/utils/token_counter"_s,
             {{"model", "alive"}, {"messages", {{{"role", "user"}, {"content", "Hello there"}}}}});
    QVERIFY(counted->json()["total_tokens"].get<int>() > 0);
    QCOMPARE(counted->json()["model_used"], Json("upstream-alive"));
    QCOMPARE(counted->json()["tokenizer_type"], Json("estimate"));
    QCOMPARE(call("POST", u"/utils/token_counter"_s, {{"model", "x"}, {"prompt", "eight le"}})
                 ->json()["total_tokens"],
             Json(2));
    QCOMPARE(call("POST", u"/utils/token_counter"_s, {{"model", "x"}})->status, 400);
    QCOMPARE(call("POST", u"/utils/token_counter"_s, {{"prompt", "x"}})->status, 400);
    QVERIFY(!call("GET", u"/utils/supported_openai_params?model=alive"_s)
                 ->json()["supported_openai_params"]
                 .empty());
    QCOMPARE(call("GET", u"/utils/supported_openai_params"_s)->status, 400);
    QCOMPARE(m->client(QString()).request("GET", u"/test"_s)->json()["route"], Json("/test"));
}

void TestHealthRoutes::showsItsSettings()
{
    const Json fields = call("GET", u"/config/list?config_type=general_settings"_s)->json();
    QVERIFY(fields.is_array() && fields.size() > 5);
    QCOMPARE(call("GET", u"/config/field/info?field_name=health_check_interval"_s)->json()["field_value"],
             Json(300));
    QCOMPARE(call("GET", u"/config/field/info?field_name=master_key"_s)->status, 400);
    QCOMPARE(call("GET", u"/config/list?config_type=odd"_s)->status, 400);
    QCOMPARE(call("GET", u"/get/config/callbacks"_s)->json()["callbacks"], Json::array());
    for (const auto &path :
         {u"/settings"_s, u"/router/settings"_s, u"/active/callbacks"_s, u"/callbacks/list"_s})
        QVERIFY2(!call("GET", path)->body.contains(GatewayFixture::MasterKey.toUtf8()), qPrintable(path));
}

QTEST_GUILESS_MAIN(TestHealthRoutes)
#include "tst_healthroutes.moc"
