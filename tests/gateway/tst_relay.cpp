// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/stages/relay.h>
#include <http/exchange.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;

namespace {

/// The client's side: keeps what it is told, and takes nothing until take().
struct Client final : http::Exchange {
    void send(http::Response response) override { answers.append(std::move(response)); }
    void begin(int code, const http::Headers &fields) override
    {
        status = code;
        headers = fields;
    }
    void write(QByteArrayView bytes) override
    {
        body += bytes.toByteArray();
        pending += bytes.size();
    }
    void finish() override { ++finished; }
    void abort() override { ++aborted; }
    void release() override {}
    bool clientGone() const override { return false; }
    qint64 pendingBytes() const override { return pending; }
    void onDrained(std::function<void()> function) override { drained = std::move(function); }
    void onClientGone(std::function<void()> function) override { gone = std::move(function); }

    void take()
    {
        pending = 0;
        drained();
    }

    QList<http::Response> answers;
    int status = 0;
    http::Headers headers;
    QByteArray body;
    qint64 pending = 0;
    int finished = 0;
    int aborted = 0;
    std::function<void()> drained;
    std::function<void()> gone;
};

struct Call final : providers::ChatCall {
    void pause() override { ++paused; }
    void resume() override { ++resumed; }
    providers::TokenUsage usageSoFar() const override { return {}; }
    int paused = 0;
    int resumed = 0;
};

Refusal busy()
{
    return refusalOf({core::ErrorKind::Unavailable, u"The upstream is busy."_s, {}, {}, nullptr});
}

constexpr qint64 SendBuffer = 1000;

} // namespace

/// The way of an answer back to the client.
class TestRelay : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void sendsAPlainAnswerWhole();
    void streamsEventsAsTheyCome();
    void noProxyHoldsAStreamBack();
    void pausesTheUpstreamForASlowClient();
    void pausesOnceAndAgainAfterTheClientCaughtUp();
    void refusesWithAStatusBeforeAnythingWasSent();
    void refusesInTheStreamOnceItHasBegun();
    void anAbortedStreamHasNoEnd();
    void passesOnThatTheClientIsGone();
    void tellsTheCostOnlyWhenSettled();
    void tellsWhoServed_data();
    void tellsWhoServed();
    void tellsNoSecretOfTheUpstream();

private:
    std::shared_ptr<Client> m_client;
    std::unique_ptr<Relay> m_relay;
    RequestLife m_life;
    providers::Deployment m_deployment;
    Call m_call;
};

void TestRelay::init()
{
    m_client = std::make_shared<Client>();
    m_relay = std::make_unique<Relay>(http::Responder(m_client), SendBuffer, ErrorDialect::Current);
    m_deployment = {};
    m_deployment.id = u"first"_s;
    m_deployment.provider = u"openai"_s;
    m_deployment.apiBase = QUrl(u"https://user:hidden@upstream.example/v1?token=hidden"_s);
    m_life = {};
    m_life.callId = u"call"_s;
    m_life.command.model = u"small"_s;
    m_life.deployment = &m_deployment;
    m_life.attempts = 1;
    m_call = {};
}

void TestRelay::sendsAPlainAnswerWhole()
{
    http::Headers upstream;
    upstream.append("Content-Type", "application/json");
    upstream.append("openai-version", "2020-10-01");
    m_relay->keepBody(m_life, upstream, "{\"a\":");
    m_relay->keepBody(m_life, upstream, "1}");
    QVERIFY(m_client->answers.isEmpty());
    m_relay->finish(m_life);
    QCOMPARE(m_client->answers.size(), 1);
    const http::Response &answer = m_client->answers.constFirst();
    QCOMPARE(answer.status, 200);
    QCOMPARE(answer.body, QByteArray("{\"a\":1}"));
    QCOMPARE(answer.headers.value("openai-version"), QByteArray("2020-10-01"));
    QCOMPARE(answer.headers.value("x-litellm-call-id"), QByteArray("call"));
    QCOMPARE(m_life.status, 200);
}

void TestRelay::streamsEventsAsTheyCome()
{
    m_relay->beginStream(m_life, {});
    QVERIFY(m_relay->hasBegun());
    m_relay->passEvents("data: 1\n\n", m_call);
    QCOMPARE(m_client->body, QByteArray("data: 1\n\n"));
    m_relay->passEvents("data: 2\n\n", m_call);
    m_relay->finish(m_life);
    QCOMPARE(m_client->body, QByteArray("data: 1\n\ndata: 2\n\ndata: [DONE]\n\n"));
    QCOMPARE(m_client->finished, 1);
    QCOMPARE(m_call.paused, 0);
}

void TestRelay::noProxyHoldsAStreamBack()
{
    http::Headers upstream;
    upstream.append("Content-Type", "text/event-stream");
    m_relay->beginStream(m_life, upstream);
    QCOMPARE(m_client->status, 200);
    QCOMPARE(m_client->headers.value("Content-Type"), QByteArray("text/event-stream; charset=utf-8"));
    QCOMPARE(m_client->headers.value("Cache-Control"), QByteArray("no-cache"));
    QCOMPARE(m_client->headers.value("X-Accel-Buffering"), QByteArray("no"));
}

void TestRelay::pausesTheUpstreamForASlowClient()
{
    m_relay->beginStream(m_life, {});
    m_relay->passEvents(QByteArray(SendBuffer, 'x'), m_call);
    QCOMPARE(m_call.paused, 0);
    m_relay->passEvents("x", m_call);
    QCOMPARE(m_call.paused, 1);
    QCOMPARE(m_call.resumed, 0);
    m_client->take();
    QCOMPARE(m_call.resumed, 1);
}

void TestRelay::pausesOnceAndAgainAfterTheClientCaughtUp()
{
    m_relay->beginStream(m_life, {});
    m_relay->passEvents(QByteArray(SendBuffer + 1, 'x'), m_call);
    // What was read already still comes.
    m_relay->passEvents("x", m_call);
    QCOMPARE(m_call.paused, 1);
    m_client->take();
    m_relay->passEvents(QByteArray(SendBuffer + 1, 'x'), m_call);
    QCOMPARE(m_call.paused, 2);
    m_client->take();
    QCOMPARE(m_call.resumed, 2);
}

void TestRelay::refusesWithAStatusBeforeAnythingWasSent()
{
    m_relay->refuse(m_life, busy());
    QCOMPARE(m_client->answers.size(), 1);
    QCOMPARE(m_client->answers.constFirst().status, 503);
    QVERIFY(m_client->answers.constFirst().body.contains("The upstream is busy."));
    QCOMPARE(m_client->answers.constFirst().headers.value("x-litellm-call-id"), QByteArray("call"));
    QCOMPARE(m_client->finished, 0);
}

void TestRelay::refusesInTheStreamOnceItHasBegun()
{
    m_relay->beginStream(m_life, {});
    m_relay->passEvents("data: 1\n\n", m_call);
    m_relay->refuse(m_life, busy());
    QVERIFY(m_client->answers.isEmpty());
    QVERIFY(m_client->body.startsWith("data: 1\n\ndata: {\"error\":"));
    QVERIFY(m_client->body.endsWith("\n\n"));
    QVERIFY(!m_client->body.contains("[DONE]"));
    QCOMPARE(m_client->finished, 1);
}

void TestRelay::anAbortedStreamHasNoEnd()
{
    m_relay->beginStream(m_life, {});
    m_relay->passEvents("data: 1\n\n", m_call);
    m_relay->abort();
    QCOMPARE(m_client->body, QByteArray("data: 1\n\n"));
    QCOMPARE(m_client->aborted, 1);
    QCOMPARE(m_client->finished, 0);
}

void TestRelay::passesOnThatTheClientIsGone()
{
    int told = 0;
    m_relay->onClientGone([&] { ++told; });
    m_client->gone();
    QCOMPARE(told, 1);
}

void TestRelay::tellsTheCostOnlyWhenSettled()
{
    m_life.cost = core::Money::fromNanos(50'000);
    QVERIFY(!callHeaders(m_life).contains("x-litellm-response-cost"));
    m_life.outcome = Outcome::Success;
    QCOMPARE(callHeaders(m_life).value("x-litellm-response-cost"), QByteArray("5e-05"));
}

void TestRelay::tellsWhoServed_data()
{
    QTest::addColumn<QString>("provider");
    QTest::addColumn<int>("attempts");
    QTest::addColumn<bool>("isDemo");
    QTest::addColumn<QByteArray>("retries");
    QTest::newRow("an upstream") << u"openai"_s << 1 << false << QByteArray();
    QTest::newRow("the third upstream that was tried") << u"openai"_s << 3 << false << QByteArray("2");
    QTest::newRow("the demo") << u"demo"_s << 1 << true << QByteArray();
}

void TestRelay::tellsWhoServed()
{
    QFETCH(QString, provider);
    QFETCH(int, attempts);
    QFETCH(bool, isDemo);
    QFETCH(QByteArray, retries);
    m_deployment.provider = provider;
    m_life.attempts = std::size_t(attempts);
    const auto headers = callHeaders(m_life);
    QCOMPARE(headers.value("x-litellm-model-id"), QByteArray("first"));
    QCOMPARE(headers.value("x-litellm-model-group"), QByteArray("small"));
    QCOMPARE(headers.contains("x-sekisho-demo"), isDemo);
    QCOMPARE(headers.contains("x-litellm-model-api-base"), !isDemo);
    QCOMPARE(headers.value("x-litellm-attempted-retries"), retries);
}

void TestRelay::tellsNoSecretOfTheUpstream()
{
    const auto headers = callHeaders(m_life);
    QCOMPARE(headers.value("x-litellm-model-api-base"), QByteArray("https://upstream.example/v1"));
}

QTEST_GUILESS_MAIN(TestRelay)
#include "tst_relay.moc"
