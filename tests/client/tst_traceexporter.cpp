// SPDX-License-Identifier: GPL-3.0-or-later
#include "memorytracequeue.h"

#include <client/langfuse/traceexporter.h>

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using client::ChatTurnTrace;
using client::TraceExporter;
using core::Json;
using test::FakeAnswer;
using test::FakeUpstream;

namespace {

constexpr client::RetryPause::Limits Quick{5ms, 20ms, 10min};

ChatTurnTrace turn(const QString &traceId)
{
    return {.tracingEnabled = true,
            .traceId = traceId,
            .sessionId = u"chat-1"_s,
            .userId = u"ann"_s,
            .tags = {u"tour"_s},
            .inputMessages = Json::array({{{"role", "user"}, {"content", "hello"}}}),
            .outputText = u"answer"_s,
            .model = u"gpt-4o-mini"_s,
            .usage = {{u"input"_s, 3}, {u"output"_s, 4}},
            .costUsd = 0.25,
            .startTime = core::fromMicros(1'700'000'000'000'001),
            .firstTokenTime = core::fromMicros(1'700'000'000'500'000),
            .endTime = core::fromMicros(1'700'000'002'000'000),
            .gatewayCallId = u"call-1"_s};
}

Json spansOf(const QByteArray &payload)
{
    return (*core::parseJson(payload))["resourceSpans"][0]["scopeSpans"][0]["spans"];
}

QString attribute(const Json &span, const QString &key)
{
    for (const Json &item : span["attributes"]) {
        if (core::stringOr(item, "key") == key)
            return core::stringOr(item["value"], "stringValue");
    }
    return {};
}

} // namespace

class TraceExporterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void tracingOffLeavesNoMark();
    void withoutEndpointNothingIsQueued();
    void sendsOneTraceOfThreeSpans();
    void sendsInOrder();
    void triesAgain_data();
    void triesAgain();
    void dropsWhatIsRefused();
    void wrongKeysHoldTheQueue();
    void waitsAsLongAsAsked_data();
    void waitsAsLongAsAsked();
    void losesNothingToAnotherProfile();
    void tellsTheEnvironment_data();
    void tellsTheEnvironment();
    void offlineThenBack();
    void aRestartSendsWhatWasLeft();
    void otherProfilesAreLeftAlone();
    void failedTurnsAreErrors();

private:
    client::LangfuseEndpoint endpoint(const QString &profile = u"p1"_s) const;
    QStringList sentTraceIds() const;
    void answerWith(std::initializer_list<int> statuses);

    std::unique_ptr<FakeUpstream> m_server;
    std::unique_ptr<test::MemoryTraceQueue> m_queue;
    QNetworkAccessManager m_network;
    core::ManualClock m_clock{*core::parseIso8601(u"1994-11-06T08:49:37Z"_s)};
    std::unique_ptr<TraceExporter> m_exporter;
};

void TraceExporterTest::init()
{
    m_server = std::make_unique<FakeUpstream>();
    m_queue = std::make_unique<test::MemoryTraceQueue>();
    m_exporter = std::make_unique<TraceExporter>(*m_queue, m_network, m_clock, Quick);
    answerWith({200});
}

void TraceExporterTest::cleanup()
{
    m_exporter.reset();
    m_network.clearConnectionCache();
}

client::LangfuseEndpoint TraceExporterTest::endpoint(const QString &profile) const
{
    return {profile, m_server->url({}), u"pk"_s, core::SecretString(u"sk"_s), {}};
}

QStringList TraceExporterTest::sentTraceIds() const
{
    QStringList ids;
    for (const auto &request : m_server->requests())
        ids.append(core::stringOr(spansOf(request.body)[0], "traceId"));
    return ids;
}

void TraceExporterTest::answerWith(std::initializer_list<int> statuses)
{
    m_server->answer(FakeAnswer::json(*statuses.begin(), "{}"));
    for (auto it = statuses.begin() + 1; it != statuses.end(); ++it)
        m_server->thenAnswer(FakeAnswer::json(*it, "{}"));
}

void TraceExporterTest::tracingOffLeavesNoMark()
{
    m_exporter->setEndpoint(endpoint());
    auto silent = turn(u"off"_s);
    silent.tracingEnabled = false;
    const auto refused = m_exporter->enqueue(silent).result();
    QCOMPARE(refused.error().code, u"tracing_off"_s);
    QVERIFY(m_queue->rows.isEmpty());
    // A later turn with tracing on is the only thing that is ever sent.
    auto queued = m_exporter->enqueue(turn(u"on"_s));
    QTRY_COMPARE(m_exporter->state().sent, 1);
    QCOMPARE(sentTraceIds(), QStringList({u"on"_s}));
}

void TraceExporterTest::withoutEndpointNothingIsQueued()
{
    QCOMPARE(m_exporter->enqueue(turn(u"t"_s)).result().error().kind, core::ErrorKind::Unavailable);
    m_exporter->setEndpoint({u"p1"_s, m_server->url({}), u"pk"_s, {}, {}});
    QCOMPARE(m_exporter->enqueue(turn(u"t"_s)).result().error().kind, core::ErrorKind::Unavailable);
    QVERIFY(m_queue->rows.isEmpty());
}

void TraceExporterTest::sendsOneTraceOfThreeSpans()
{
    m_exporter->setEndpoint(endpoint());
    QSignalSpy changes(m_exporter.get(), &TraceExporter::stateChanged);
    auto queued = m_exporter->enqueue(turn(u"t1"_s));
    QTRY_COMPARE(m_exporter->state().sent, 1);
    QTRY_VERIFY(m_queue->rows.isEmpty());
    QVERIFY(!changes.isEmpty());
    const auto request = m_server->requests().first();
    QCOMPARE(request.target, QByteArray("/api/public/otel/v1/traces"));
    QCOMPARE(request.header("Authorization"), "Basic " + QByteArray("pk:sk").toBase64());
    QCOMPARE(request.header("x-langfuse-ingestion-version"), QByteArray("4"));
    const Json spans = spansOf(request.body);
    QCOMPARE(spans.size(), std::size_t(3));
    QVERIFY(!spans[0].contains("parentSpanId"));
    QVERIFY(spans[1]["parentSpanId"] == spans[0]["spanId"] && spans[2]["parentSpanId"] == spans[1]["spanId"]);
    QCOMPARE(core::stringOr(spans[2], "name"), u"gpt-4o-mini"_s);
    QCOMPARE(core::stringOr(spans[2], "startTimeUnixNano"), u"1700000000000001000"_s);
    QCOMPARE(attribute(spans[2], u"langfuse.observation.usage_details"_s), uR"({"input":3,"output":4})"_s);
    QCOMPARE(attribute(spans[2], u"langfuse.observation.cost_details"_s), uR"({"total":0.25})"_s);
    QCOMPARE(attribute(spans[1], u"session.id"_s), u"chat-1"_s);
    QCOMPARE(attribute(spans[0], u"langfuse.trace.name"_s), u"chat-completion"_s);
}

void TraceExporterTest::sendsInOrder()
{
    m_exporter->setEndpoint(endpoint());
    for (const auto &id : {u"a"_s, u"b"_s, u"c"_s})
        auto queued = m_exporter->enqueue(turn(id));
    QTRY_COMPARE(m_exporter->state().sent, 3);
    QCOMPARE(sentTraceIds(), QStringList({u"a"_s, u"b"_s, u"c"_s}));
    QTRY_COMPARE(m_exporter->state().queued, 0);
}

void TraceExporterTest::triesAgain_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("an internal error") << 500;
    QTest::newRow("unavailable") << 503;
    QTest::newRow("too many requests") << 429;
    QTest::newRow("a gateway's timeout") << 504;
    QTest::newRow("another server at the address") << 404;
}

void TraceExporterTest::triesAgain()
{
    QFETCH(int, status);
    answerWith({status, status, 200});
    m_exporter->setEndpoint(endpoint());
    for (const auto &id : {u"a"_s, u"b"_s})
        auto queued = m_exporter->enqueue(turn(id));
    QTRY_COMPARE(m_exporter->state().sent, 2);
    QCOMPARE(sentTraceIds(), QStringList({u"a"_s, u"a"_s, u"a"_s, u"b"_s}));
    QVERIFY(!m_exporter->state().lastError);
    QCOMPARE(m_queue->lost, 0);
}

void TraceExporterTest::dropsWhatIsRefused()
{
    answerWith({400, 200});
    m_exporter->setEndpoint(endpoint());
    for (const auto &id : {u"bad"_s, u"good"_s})
        auto queued = m_exporter->enqueue(turn(id));
    QTRY_COMPARE(m_exporter->state().sent, 1);
    QCOMPARE(sentTraceIds(), QStringList({u"bad"_s, u"good"_s}));
    QTRY_VERIFY(m_queue->rows.isEmpty());
    QTRY_COMPARE(m_exporter->state().lost, 1);
    m_exporter->forgetLosses();
    QTRY_COMPARE(m_exporter->state().lost, 0);
}

void TraceExporterTest::wrongKeysHoldTheQueue()
{
    answerWith({401, 200});
    m_exporter->setEndpoint(endpoint());
    auto first = m_exporter->enqueue(turn(u"a"_s));
    QTRY_VERIFY(m_exporter->state().lastError);
    QCOMPARE(m_exporter->state().lastError->kind, core::ErrorKind::Unauthenticated);
    auto second = m_exporter->enqueue(turn(u"b"_s));
    QTRY_COMPARE(m_exporter->state().queued, 2);
    QCOMPARE(m_server->requests().size(), 1);
    m_exporter->setEndpoint(endpoint());
    QTRY_COMPARE(m_exporter->state().sent, 2);
}

void TraceExporterTest::waitsAsLongAsAsked_data()
{
    QTest::addColumn<QByteArray>("asked");
    QTest::newRow("in seconds") << QByteArray("1");
    QTest::newRow("until a date") << QByteArray("Sun, 06 Nov 1994 08:49:38 GMT");
}

void TraceExporterTest::waitsAsLongAsAsked()
{
    QFETCH(QByteArray, asked);
    m_server->answer(FakeAnswer::json(429, "{}").withHeader("Retry-After", asked));
    m_server->thenAnswer(FakeAnswer::json(200, "{}"));
    m_exporter->setEndpoint(endpoint());
    QElapsedTimer watch;
    watch.start();
    auto queued = m_exporter->enqueue(turn(u"a"_s));
    QTRY_COMPARE(m_exporter->state().sent, 1);
    QVERIFY2(watch.elapsed() >= 1000, qPrintable(QString::number(watch.elapsed())));
    QCOMPARE(m_server->requests().size(), 2);
}

void TraceExporterTest::losesNothingToAnotherProfile()
{
    m_exporter->setEndpoint(endpoint(u"p2"_s));
    auto late = turn(u"late"_s);
    late.profileId = u"p1"_s;
    QVERIFY(m_exporter->enqueue(late).result());
    auto mine = turn(u"mine"_s);
    mine.profileId = u"p2"_s;
    auto queued = m_exporter->enqueue(mine);
    QTRY_COMPARE(m_exporter->state().sent, 1);
    QCOMPARE(sentTraceIds(), QStringList({u"mine"_s}));
    m_exporter->setEndpoint(endpoint(u"p1"_s));
    QTRY_COMPARE(sentTraceIds(), QStringList({u"mine"_s, u"late"_s}));
}

void TraceExporterTest::tellsTheEnvironment_data()
{
    QTest::addColumn<QString>("environment");
    QTest::addColumn<QString>("told");
    QTest::newRow("that of the profile") << u"staging"_s << u"staging"_s;
    QTest::newRow("none is default") << QString() << u"default"_s;
}

void TraceExporterTest::tellsTheEnvironment()
{
    QFETCH(QString, environment);
    QFETCH(QString, told);
    m_exporter->setEndpoint(endpoint());
    auto staged = turn(u"t"_s);
    staged.environment = environment;
    auto queued = m_exporter->enqueue(staged);
    QTRY_COMPARE(m_exporter->state().sent, 1);
    const QByteArray body = m_server->requests().first().body;
    for (const Json &span : spansOf(body))
        QCOMPARE(attribute(span, u"langfuse.environment"_s), told);
    const Json resource = (*core::parseJson(body))["resourceSpans"][0]["resource"];
    QCOMPARE(attribute(resource, u"deployment.environment.name"_s), told);
}

void TraceExporterTest::offlineThenBack()
{
    auto unreachable = endpoint();
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    unreachable.baseUrl.setPort(closed.serverPort());
    closed.close();
    m_exporter->setEndpoint(unreachable);
    auto queued = m_exporter->enqueue(turn(u"a"_s));
    QTRY_VERIFY(m_exporter->state().lastError);
    QCOMPARE(m_exporter->state().lastError->kind, core::ErrorKind::Network);
    QTRY_VERIFY(m_queue->rows.first().attempts >= 2);
    QVERIFY(closed.listen(QHostAddress::LocalHost, quint16(unreachable.baseUrl.port())));
    QTRY_VERIFY(closed.hasPendingConnections());
    std::unique_ptr<QTcpSocket> socket(closed.nextPendingConnection());
    socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
    QTRY_COMPARE(m_exporter->state().sent, 1);
    QVERIFY(!m_exporter->state().lastError);
}

void TraceExporterTest::aRestartSendsWhatWasLeft()
{
    answerWith({500});
    m_exporter->setEndpoint(endpoint());
    auto queued = m_exporter->enqueue(turn(u"a"_s));
    QTRY_VERIFY(m_exporter->state().lastError);
    m_exporter.reset();
    QCOMPARE(m_queue->rows.size(), 1);
    answerWith({200});
    m_exporter = std::make_unique<TraceExporter>(*m_queue, m_network, m_clock, Quick);
    m_exporter->setEndpoint(endpoint());
    QTRY_COMPARE(m_exporter->state().sent, 1);
    QTRY_VERIFY(m_queue->rows.isEmpty());
}

void TraceExporterTest::otherProfilesAreLeftAlone()
{
    m_queue->enqueue(u"other"_s, "{}").result().value();
    m_exporter->setEndpoint(endpoint());
    auto queued = m_exporter->enqueue(turn(u"mine"_s));
    QTRY_COMPARE(m_exporter->state().sent, 1);
    QTRY_COMPARE(m_exporter->state().queued, 0);
    QCOMPARE(sentTraceIds(), QStringList({u"mine"_s}));
    QCOMPARE(m_queue->rows.size(), 1);
}

void TraceExporterTest::failedTurnsAreErrors()
{
    m_exporter->setEndpoint(endpoint());
    auto refused = turn(u"t"_s);
    refused.error = u"The budget is used up"_s;
    auto queued = m_exporter->enqueue(refused);
    const Json generation = spansOf(m_queue->rows.first().payload)[2];
    QCOMPARE(attribute(generation, u"langfuse.observation.level"_s), u"ERROR"_s);
    QCOMPARE(core::stringOr(generation["status"], "message"), u"The budget is used up"_s);
    QCOMPARE(core::integerOr(generation["status"], "code"), 2);
}

QTEST_GUILESS_MAIN(TraceExporterTest)
#include "tst_traceexporter.moc"
