// SPDX-License-Identifier: GPL-3.0-or-later
#include <client/langfuse/langfuseclient.h>

#include <QNetworkAccessManager>
#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using client::LangfuseClient;
using core::ErrorKind;
using test::FakeAnswer;
using test::FakeUpstream;

Q_DECLARE_METATYPE(sekisho::core::ErrorKind)

class LangfuseClientTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void readsATraceList();
    void readsATraceWithObservations();
    void tellsAnUnknownCostFromNone_data();
    void tellsAnUnknownCostFromNone();
    void readsSessions();
    void refusesWhatIsNotLangfuse();
    void noticesAVersionWithoutLists();
    void tellsAMissingTrace();
    void testsTheConnection();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void healthCarriesNoKeys();
    void cancellingClosesTheRequest();
    void sendsATestTraceAtOnce();
    void saysWhyATestTraceWasRefused();

private:
    std::unique_ptr<FakeUpstream> m_server;
    QNetworkAccessManager m_network;
    std::unique_ptr<LangfuseClient> m_client;
};

namespace {

template <typename T>
core::Result<T> resultOf(core::Async<T> future)
{
    if (!QTest::qWaitFor([&future] { return future.isFinished(); }) || future.resultCount() == 0)
        return core::fail(ErrorKind::Internal, u"no result"_s);
    return future.result();
}

} // namespace

void LangfuseClientTest::init()
{
    m_network.clearConnectionCache();
    m_server = std::make_unique<FakeUpstream>();
    const client::LangfuseEndpoint endpoint{
        u"p"_s, m_server->url({}), u"pk"_s, core::SecretString(u"sk"_s), {}};
    m_client = std::make_unique<LangfuseClient>(endpoint, m_network);
}

void LangfuseClientTest::readsATraceList()
{
    m_server->answer(FakeAnswer::json(200, R"({"_deprecation":{"message":"going"},"data":[
        {"id":"t1","name":null,"timestamp":"2026-01-02T03:04:05.678Z","tags":["a"],"latency":-1,"totalCost":0.5,
         "observations":["g1","g2"],"input":{"q":1}},{"name":"without id"},7],
        "meta":{"page":2,"limit":1,"totalItems":9,"totalPages":9}})"));
    client::TraceQuery query;
    query.sessionId = u"a b&c+d"_s;
    query.tags = {u"x"_s, u"y"_s};
    const auto page = resultOf(m_client->listTraces(query));
    QVERIFY(page);
    QCOMPARE(page->items.size(), 1);
    QCOMPARE(page->items.first().id, u"t1"_s);
    QCOMPARE(page->items.first().observationCount, 2);
    QVERIFY(!page->items.first().latencySeconds);
    QCOMPARE(page->items.first().totalCostUsd, 0.5);
    QCOMPARE(page->totalPages, 9);
    QCOMPARE(m_server->requests().first().target,
             QByteArray("/api/public/traces?page=1&limit=50&sessionId=a%20b%26c%2Bd&tags=x&tags=y"));
}

void LangfuseClientTest::readsATraceWithObservations()
{
    m_server->answer(FakeAnswer::json(200, R"({"id":"t1","observations":[
        {"id":"late","startTime":"2026-01-02T03:04:06Z","type":"UNKNOWN","level":"WARNING","providedModelName":"m"},
        {"id":"early","startTime":"2026-01-02T03:04:05Z","type":"GENERATION","model":"n","parentObservationId":null,
         "usageDetails":{"input":3,"bad":"x"},"calculatedTotalCost":0.25,"endTime":null}]})"));
    const auto detail = resultOf(m_client->trace(u"t1"_s));
    QVERIFY(detail);
    QCOMPARE(detail->observations.size(), 2);
    const auto &early = detail->observations.first();
    QCOMPARE(early.id, u"early"_s);
    QVERIFY(early.type == client::ObservationType::Generation && !early.endTime);
    QCOMPARE(early.usage.size(), std::size_t(1));
    QCOMPARE(early.totalCostUsd, 0.25);
    QVERIFY(detail->observations.last().type == client::ObservationType::Span);
    QCOMPARE(detail->observations.last().model, u"m"_s);
}

void LangfuseClientTest::tellsAnUnknownCostFromNone_data()
{
    QTest::addColumn<QByteArray>("trace");
    QTest::addColumn<double>("cost");
    constexpr double Unknown = -1;
    QTest::newRow("nothing in it has a cost")
        << QByteArray(R"({"id":"t","totalCost":0,"observations":[{"id":"o","calculatedTotalCost":null}]})")
        << Unknown;
    QTest::newRow("one call in it was free")
        << QByteArray(R"({"id":"t","totalCost":0,"observations":[{"id":"o","costDetails":{"total":0}}]})")
        << 0.0;
    QTest::newRow("a list names the observations only")
        << QByteArray(R"({"id":"t","totalCost":0,"observations":["o"]})") << Unknown;
    QTest::newRow("the sum was left out")
        << QByteArray(R"({"id":"t","totalCost":-1,"observations":["o"]})") << Unknown;
    QTest::newRow("it cost something") << QByteArray(R"({"id":"t","totalCost":0.5})") << 0.5;
}

void LangfuseClientTest::tellsAnUnknownCostFromNone()
{
    QFETCH(QByteArray, trace);
    m_server->answer(FakeAnswer::json(200, trace));
    const auto detail = resultOf(m_client->trace(u"t"_s));
    QVERIFY(detail);
    QTEST(detail->summary.totalCostUsd.value_or(-1), "cost");
}

void LangfuseClientTest::readsSessions()
{
    m_server->answer(
        FakeAnswer::json(200, R"({"data":[{"id":"s","createdAt":"2026-01-02T03:04:05Z"}],"meta":{}})"));
    m_server->thenAnswer(FakeAnswer::json(200, R"({"id":"s","environment":"default","traces":[
        {"id":"b","timestamp":"2026-01-02T03:04:06Z"},{"id":"a","timestamp":"2026-01-02T03:04:05Z"}]})"));
    QCOMPARE(resultOf(m_client->listSessions({}))->items.first().id, u"s"_s);
    const auto session = resultOf(m_client->session(u"s"_s));
    QCOMPARE(session->traces.first().id, u"a"_s);
}

void LangfuseClientTest::refusesWhatIsNotLangfuse()
{
    m_server->answer(FakeAnswer::json(200, R"({"rows":[]})"));
    QCOMPARE(resultOf(m_client->listTraces({})).error().kind, ErrorKind::Upstream);
    m_server->answer(FakeAnswer::text(200, "text/html", "<html>Sign in</html>"));
    QCOMPARE(resultOf(m_client->trace(u"t"_s)).error().kind, ErrorKind::Upstream);
}

void LangfuseClientTest::noticesAVersionWithoutLists()
{
    const QByteArray gone =
        R"({"message":"This endpoint is not available on deployments running in Langfuse v4 events_only mode."})";
    m_server->answer(FakeAnswer::json(404, gone));
    QCOMPARE(resultOf(m_client->listTraces({})).error().kind, ErrorKind::Unsupported);
    QCOMPARE(resultOf(m_client->listSessions({})).error().kind, ErrorKind::Unsupported);
    QCOMPARE(resultOf(m_client->trace(u"t"_s)).error().kind, ErrorKind::Unsupported);
}

void LangfuseClientTest::tellsAMissingTrace()
{
    m_server->answer(
        FakeAnswer::json(404, R"({"message":"Trace t not found","error":"LangfuseNotFoundError"})"));
    QCOMPARE(resultOf(m_client->trace(u"t"_s)).error().kind, ErrorKind::NotFound);
}

void LangfuseClientTest::testsTheConnection()
{
    m_server->answer(FakeAnswer::json(200, R"({"status":"OK","version":"3.1"})"));
    m_server->thenAnswer(FakeAnswer::json(200, R"({"data":[{"id":"p1","name":"Demo"}]})"));
    const auto info = resultOf(m_client->testConnection());
    QVERIFY(info);
    QVERIFY(*info == (client::LangfuseInfo{u"3.1"_s, u"p1"_s, u"Demo"_s}));
}

void LangfuseClientTest::saysWhatIsWrong_data()
{
    QTest::addColumn<int>("healthStatus");
    QTest::addColumn<QByteArray>("health");
    QTest::addColumn<int>("projectStatus");
    QTest::addColumn<ErrorKind>("kind");
    const QByteArray healthy = R"({"status":"OK","version":"3.1"})";
    QTest::newRow("wrong keys") << 200 << healthy << 401 << ErrorKind::Unauthenticated;
    QTest::newRow("an organisation's key") << 200 << healthy << 403 << ErrorKind::Forbidden;
    QTest::newRow("no project API") << 200 << healthy << 404 << ErrorKind::Upstream;
    QTest::newRow("a web page") << 200 << QByteArray("<html>") << 200 << ErrorKind::Upstream;
    QTest::newRow("a LiteLLM") << 404 << QByteArray(R"({"detail":"Not Found"})") << 200
                               << ErrorKind::Upstream;
}

void LangfuseClientTest::saysWhatIsWrong()
{
    QFETCH(int, healthStatus);
    QFETCH(QByteArray, health);
    QFETCH(int, projectStatus);
    m_server->answer(FakeAnswer::json(healthStatus, health));
    m_server->thenAnswer(FakeAnswer::json(projectStatus, R"({"message":"no"})"));
    const auto info = resultOf(m_client->testConnection());
    QVERIFY(!info);
    QTEST(info.error().kind, "kind");
}

void LangfuseClientTest::healthCarriesNoKeys()
{
    m_server->answer(FakeAnswer::json(200, "{}"));
    QVERIFY(!resultOf(m_client->testConnection()));
    QVERIFY(m_server->requests().first().header("Authorization").isEmpty());
}

void LangfuseClientTest::cancellingClosesTheRequest()
{
    m_server->answer(FakeAnswer::silence());
    auto future = m_client->listTraces({});
    QTRY_COMPARE(m_server->requests().size(), 1);
    future.cancel();
    QTRY_COMPARE(m_server->connectionsOpen(), 0);
}

void LangfuseClientTest::sendsATestTraceAtOnce()
{
    m_server->answer(FakeAnswer::json(200, "{}"));
    client::ChatTurnTrace turn;
    turn.traceId = u"0af7651916cd43dd8448eb211c80319c"_s;
    turn.model = u"gpt-4o-mini"_s;
    turn.environment = u"staging"_s;
    QVERIFY(resultOf(m_client->sendTestTrace(turn)));
    QCOMPARE(m_server->requests().size(), 1);
    const auto request = m_server->requests().first();
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.target, QByteArray("/api/public/otel/v1/traces"));
    QCOMPARE(request.header("Authorization"), "Basic " + QByteArray("pk:sk").toBase64());
    const auto spans = (*core::parseJson(request.body))["resourceSpans"][0]["scopeSpans"][0]["spans"];
    QCOMPARE(spans.size(), std::size_t(3));
    QCOMPARE(core::stringOr(spans[0], "traceId"), turn.traceId);
    QVERIFY(request.body.contains("\"staging\""));
}

void LangfuseClientTest::saysWhyATestTraceWasRefused()
{
    m_server->answer(FakeAnswer::json(401, R"({"message":"Invalid credentials."})"));
    const auto refused = resultOf(m_client->sendTestTrace({}));
    QCOMPARE(refused.error().kind, ErrorKind::Unauthenticated);
    // Asked once: a test that sent twice would leave two traces.
    m_server->answer(FakeAnswer::json(503, "{}"));
    QCOMPARE(resultOf(m_client->sendTestTrace({})).error().kind, ErrorKind::Unavailable);
    QCOMPARE(m_server->requests().size(), 2);
}

QTEST_GUILESS_MAIN(LangfuseClientTest)
#include "tst_langfuseclient.moc"
