// SPDX-License-Identifier: GPL-3.0-or-later
#include "recordinglistener.h"

#include <http/connectionpool.h>
#include <providers/openaiprovider.h>
#include <providers/providerregistry.h>

#include <QTest>

#include <support/fakeupstream.h>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using namespace sekisho;
using core::ErrorKind;
using core::Json;
using test::FakeAnswer;
using test::RecordingListener;

namespace {

const QByteArray Usage =
    R"({"prompt_tokens":11,"completion_tokens":3,"total_tokens":14,"prompt_tokens_details":{"cached_tokens":5}})";
const QByteArray Key = "sk-upstream-secret-4711";

providers::ChatRequest ask(bool stream, const QByteArray &more = {})
{
    return {R"({"messages":[{"role":"user","content":"こんにちは"}],"model":"public-name")" + more + "}",
            stream, false};
}

} // namespace

class TestOpenAiProvider : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<test::FakeUpstream> m_upstream;
    std::unique_ptr<http::ConnectionPool> m_pool;
    std::unique_ptr<providers::OpenAiProvider> m_provider;
    std::unique_ptr<RecordingListener> m_listener;
    std::unique_ptr<providers::ChatCall> m_call;

    providers::Deployment deployment() const
    {
        providers::Deployment deployment;
        deployment.provider = u"openai"_s;
        deployment.upstreamModel = u"upstream-model"_s;
        deployment.apiBase = m_upstream->url();
        deployment.apiKey = core::SecretString(QString::fromLatin1(Key));
        return deployment;
    }
    void start(providers::ChatRequest request, const providers::Deployment &target)
    {
        m_call = m_provider->startChat(target, std::move(request), *m_listener);
    }
    void start(providers::ChatRequest request) { start(std::move(request), deployment()); }
    bool ended() const { return m_listener->ended(); }
    Json sentBody() const { return *core::parseJson(m_upstream->requests().last().body); }

private Q_SLOTS:
    void init();
    void cleanup();
    void plainAnswerIsPassedUnchanged();
    void requestCarriesModelKeyAndUnknownFields();
    void gatewayFieldsStayHere();
    void usageIsAskedForInStreams_data();
    void usageIsAskedForInStreams();
    void addressIsPutTogether_data();
    void addressIsPutTogether();
    void streamIsRelayedWholeEventByWholeEvent_data();
    void streamIsRelayedWholeEventByWholeEvent();
    void usageEventIsRelayedOnlyIfAsked();
    void usageIsEstimatedWhenMissing();
    void refusalsAreMapped_data();
    void refusalsAreMapped();
    void noSecretInAnError();
    void unreadableAnswersAreBadGateway_data();
    void unreadableAnswersAreBadGateway();
    void brokenStreamTellsUsageSoFar_data();
    void brokenStreamTellsUsageSoFar();
    void errorAsFirstEventComesBeforeStart();
    void errorInsideAStreamEndsIt();
    void streamWithoutDoneIsCompleteAfterItsFinishReason();
    void lastEventWithoutEmptyLineCounts();
    void plainAnswerToAStreamBecomesOne();
    void silentUpstreamTimesOut();
    void nobodyListening();
    void destructionClosesTheUpstream();
    void pausedCallReadsNoMore();
    void connectionIsUsedAgain();
    void bodyThatIsNoJsonIsRefusedLater();
    void twentyStreamsAtOnce();
    void registryKnowsItsDialects();
};

void TestOpenAiProvider::init()
{
    m_upstream = std::make_unique<test::FakeUpstream>();
    m_pool = std::make_unique<http::ConnectionPool>();
    m_provider = std::make_unique<providers::OpenAiProvider>(*m_pool);
    m_listener = std::make_unique<RecordingListener>();
}

void TestOpenAiProvider::cleanup()
{
    m_call.reset();
    m_provider.reset();
    m_pool.reset();
    m_upstream.reset();
    m_listener.reset();
}

void TestOpenAiProvider::plainAnswerIsPassedUnchanged()
{
    const QByteArray body = R"({ "id":"x", "choices":[{"index":0,"message":{"content":"はい"}}], "usage":)" +
                            Usage + R"(, "new_field":[1, 2] })";
    m_upstream->answer(
        FakeAnswer::json(200, body).withHeader("X-Request-Id", "req-1").withHeader("Set-Cookie", "a=b"));
    start(ask(false));
    QCOMPARE(m_listener->startedCount, 0);
    QTRY_COMPARE(m_listener->completedCount, 1);
    QCOMPARE(m_listener->bytes, body);
    QCOMPARE(m_listener->usage, (providers::TokenUsage{11, 3, 5, false}));
    QCOMPARE(m_listener->headers.value("llm_provider-x-request-id"), "req-1");
    QCOMPARE(m_listener->headers.size(), 1U);
}

void TestOpenAiProvider::requestCarriesModelKeyAndUnknownFields()
{
    m_upstream->answer(FakeAnswer::json(200, R"({"choices":[]})"));
    start(ask(
        false,
        R"(,"temperature": 0.10,"logit_bias":{"5":  1},"brand_new":"ü\u00e9","big":12345678901234567890)"));
    QTRY_VERIFY(ended());
    const auto &request = m_upstream->requests().last();
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.target, "/v1/chat/completions");
    QCOMPARE(request.header("Authorization"), "Bearer " + Key);
    QCOMPARE(request.header("Content-Type"), "application/json");
    QVERIFY(sentBody()["model"] == Json("upstream-model"));
    QVERIFY(request.body.contains(R"("temperature":0.10)"));
    QVERIFY(request.body.contains(R"("logit_bias":{"5":  1})"));
    QVERIFY(request.body.contains(R"("brand_new":"ü\u00e9")"));
    QVERIFY(request.body.contains(R"("big":12345678901234567890)"));
    QVERIFY(!request.body.contains("public-name"));
    QVERIFY(!request.body.contains("stream_options"));
}

void TestOpenAiProvider::gatewayFieldsStayHere()
{
    m_upstream->answer(FakeAnswer::json(200, R"({"choices":[]})"));
    start(ask(false, R"(,"metadata":{"session_id":"s"},"tags":["a"],"litellm_session_id":"s","user":"u")"));
    QTRY_VERIFY(ended());
    QVERIFY(sentBody().contains("user"));
    for (const char *field : {"metadata", "tags", "litellm_session_id"})
        QVERIFY2(!sentBody().contains(field), field);
}

void TestOpenAiProvider::usageIsAskedForInStreams_data()
{
    QTest::addColumn<QByteArray>("more");
    QTest::addColumn<QByteArray>("options");
    QTest::newRow("no options given") << QByteArray() << QByteArray(R"({"include_usage":true})");
    QTest::newRow("options without usage")
        << QByteArray(R"(,"stream_options":{"include_obfuscation":false})")
        << QByteArray(R"({"include_obfuscation":false,"include_usage":true})");
    QTest::newRow("usage declined") << QByteArray(R"(,"stream_options":{"include_usage":false})")
                                    << QByteArray(R"({"include_usage":true})");
    QTest::newRow("options are null")
        << QByteArray(R"(,"stream_options":null)") << QByteArray(R"({"include_usage":true})");
}

void TestOpenAiProvider::usageIsAskedForInStreams()
{
    QFETCH(QByteArray, more);
    QFETCH(QByteArray, options);
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s}));
    start(ask(true, more));
    QTRY_VERIFY(ended());
    QCOMPARE(core::toJsonBytes(sentBody()["stream_options"]), options);
}

void TestOpenAiProvider::addressIsPutTogether_data()
{
    QTest::addColumn<QString>("base");
    QTest::addColumn<QByteArray>("parameters");
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("a base with a version")
        << u"/v1"_s << QByteArray("{}") << QByteArray("/v1/chat/completions");
    QTest::newRow("a base with a slash")
        << u"/v1beta/openai/"_s << QByteArray("{}") << QByteArray("/v1beta/openai/chat/completions");
    QTest::newRow("no path at all") << u""_s << QByteArray("{}") << QByteArray("/chat/completions");
    QTest::newRow("the whole address")
        << u"/v1/chat/completions"_s << QByteArray("{}") << QByteArray("/v1/chat/completions");
    QTest::newRow("Azure's version") << u"/openai/v1"_s << QByteArray(R"({"api_version":"preview"})")
                                     << QByteArray("/openai/v1/chat/completions?api-version=preview");
}

void TestOpenAiProvider::addressIsPutTogether()
{
    QFETCH(QString, base);
    QFETCH(QByteArray, parameters);
    m_upstream->answer(FakeAnswer::json(200, R"({"choices":[]})"));
    auto target = deployment();
    target.apiBase = m_upstream->url(base);
    target.parameters = *core::parseJson(parameters);
    start(ask(false), target);
    QTRY_VERIFY(ended());
    QTEST(m_upstream->requests().last().target, "target");
}

void TestOpenAiProvider::streamIsRelayedWholeEventByWholeEvent_data()
{
    QTest::addColumn<int>("pieceSize");
    QTest::newRow("all bytes at once") << 0;
    QTest::newRow("one byte at a time") << 1;
    QTest::newRow("seven bytes at a time") << 7;
    QTest::newRow("a hundred bytes at a time") << 100;
}

void TestOpenAiProvider::streamIsRelayedWholeEventByWholeEvent()
{
    QFETCH(int, pieceSize);
    m_upstream->answer(
        FakeAnswer::chatStream({u"こん"_s, u"にちは"_s, u"🙂"_s}, Usage).inPiecesOf(pieceSize));
    start(ask(true));
    QTRY_COMPARE(m_listener->completedCount, 1);
    QCOMPARE(m_listener->startedCount, 1);
    QCOMPARE(m_listener->text(), u"こんにちは🙂"_s);
    QCOMPARE(m_listener->usage, (providers::TokenUsage{11, 3, 5, false}));
    QVERIFY(!m_listener->bytes.contains("[DONE]"));
    for (const QByteArray &part : m_listener->parts)
        QVERIFY(part.startsWith("data: ") && part.endsWith("\n\n"));
}

void TestOpenAiProvider::usageEventIsRelayedOnlyIfAsked()
{
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s}, Usage));
    start(ask(true));
    QTRY_COMPARE(m_listener->completedCount, 1);
    QVERIFY(!m_listener->bytes.contains("total_tokens"));

    m_listener = std::make_unique<RecordingListener>();
    auto request = ask(true);
    request.clientWantsUsage = true;
    start(request);
    QTRY_COMPARE(m_listener->completedCount, 1);
    QVERIFY(m_listener->events().last()["usage"]["total_tokens"] == Json(14));
}

void TestOpenAiProvider::usageIsEstimatedWhenMissing()
{
    m_upstream->answer(FakeAnswer::chatStream({u"こんにちは"_s, u"世界"_s}));
    start(ask(true));
    QTRY_COMPARE(m_listener->completedCount, 1);
    QVERIFY(m_listener->usage.estimated);
    QCOMPARE(m_listener->usage.completionTokens, 7);
    QCOMPARE(m_listener->usage.promptTokens, 3 + 4 + 5);
}

void TestOpenAiProvider::refusalsAreMapped_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<ErrorKind>("kind");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("code");
    const auto row = [](const char *name, int status, const QByteArray &body, ErrorKind kind,
                        const QString &type, const QString &code) {
        QTest::newRow(name) << status << body << kind << type << code;
    };
    row("a bad request", 400,
        R"({"error":{"message":"no","type":"invalid_request_error","code":"unsupported_value"}})",
        ErrorKind::InvalidInput, u"invalid_request_error"_s, u"400"_s);
    row("too long a prompt", 400,
        R"({"error":{"message":"This model's maximum context length is 10 tokens"}})",
        ErrorKind::InvalidInput, u"invalid_request_error"_s, u"context_length_exceeded"_s);
    row("Azure's content filter", 400, R"({"error":{"message":"filtered","code":"content_filter"}})",
        ErrorKind::InvalidInput, u"invalid_request_error"_s, u"content_policy_violation"_s);
    row("Google's answer to a bad key", 400,
        R"([{"error":{"code":400,"message":"API key not valid","status":"INVALID_ARGUMENT","details":[{"reason":"API_KEY_INVALID"}]}}])",
        ErrorKind::Unauthenticated, u"authentication_error"_s, u"401"_s);
    row("a bad key", 401, R"({"error":{"message":"Incorrect API key","code":"invalid_api_key"}})",
        ErrorKind::Unauthenticated, u"authentication_error"_s, u"401"_s);
    row("no permission", 403, "{}", ErrorKind::Forbidden, u"permission_denied_error"_s, u"403"_s);
    row("no such model", 404, R"({"error":{"message":"no such model","code":"model_not_found"}})",
        ErrorKind::NotFound, u"not_found_error"_s, u"404"_s);
    row("too large a body", 413, "", ErrorKind::TooLarge, u"invalid_request_error"_s, u"413"_s);
    row("vLLM's flat envelope", 422,
        R"({"object":"error","message":"flat","type":"BadRequestError","code":422})", ErrorKind::InvalidInput,
        u"invalid_request_error"_s, u"422"_s);
    row("a rate limit", 429,
        R"({"error":{"message":"slow down","type":"tokens","code":"rate_limit_exceeded"}})",
        ErrorKind::RateLimited, u"throttling_error"_s, u"429"_s);
    row("no money left", 429,
        R"({"error":{"message":"quota","type":"insufficient_quota","code":"insufficient_quota"}})",
        ErrorKind::RateLimited, u"insufficient_quota"_s, u"insufficient_quota"_s);
    row("payment required", 402, R"({"error":{"message":"credits"}})", ErrorKind::RateLimited,
        u"insufficient_quota"_s, u"insufficient_quota"_s);
    row("a broken server", 500, R"({"error":"Ollama's plain words"})", ErrorKind::Upstream,
        u"internal_server_error"_s, u"500"_s);
    row("a page of HTML", 502, "<html>Bad gateway</html>", ErrorKind::Upstream, u"api_connection_error"_s,
        u"502"_s);
    row("an overloaded server", 503, R"({"error":{"message":"loading","code":503}})", ErrorKind::Unavailable,
        u"service_unavailable_error"_s, u"503"_s);
    row("a gateway's timeout", 504, "", ErrorKind::Timeout, u"timeout_error"_s, u"408"_s);
    row("a redirect is no answer", 302, "", ErrorKind::Upstream, u"internal_server_error"_s, u"500"_s);
}

void TestOpenAiProvider::refusalsAreMapped()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_upstream->answer(FakeAnswer::json(status, body).withHeader("Retry-After", "7"));
    start(ask(true));
    QTRY_COMPARE(m_listener->failedCount, 1);
    QCOMPARE(m_listener->startedCount, 0);
    QCOMPARE(m_listener->error.status, status);
    QTEST(m_listener->error.error.kind, "kind");
    const Json &error = m_listener->error.body["error"];
    QTEST(core::stringOr(error, "type"), "type");
    QTEST(core::stringOr(error, "code"), "code");
    QVERIFY(!core::stringOr(error, "message").isEmpty());
    const bool waitHelps = core::stringOr(error, "code") != "insufficient_quota"_L1;
    QCOMPARE(m_listener->error.retryAfter, waitHelps ? std::optional(7s) : std::nullopt);
}

void TestOpenAiProvider::noSecretInAnError()
{
    m_upstream->answer(FakeAnswer::json(401, R"({"error":{"message":"Incorrect API key provided: )" + Key +
                                                 R"(, was sk-proj-abc***wxyz1234","code":")" + Key +
                                                 R"("}})"));
    start(ask(false));
    QTRY_COMPARE(m_listener->failedCount, 1);
    const QByteArray all =
        core::toJsonBytes(m_listener->error.body) + core::describe(m_listener->error.error).toUtf8();
    QVERIFY2(!all.contains(Key) && !all.contains("4711") && !all.contains("wxyz1234"), all.constData());
    QVERIFY(all.contains("not your virtual key"));
}

void TestOpenAiProvider::unreadableAnswersAreBadGateway_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<bool>("stream");
    QTest::newRow("HTML instead of JSON") << QByteArray("<html></html>") << false;
    QTest::newRow("nothing at all") << QByteArray() << false;
    QTest::newRow("cut JSON") << QByteArray(R"({"choices":[)") << false;
    QTest::newRow("JSON without choices") << QByteArray(R"({"ok":true})") << false;
    QTest::newRow("HTML instead of a stream") << QByteArray("<html></html>") << true;
}

void TestOpenAiProvider::unreadableAnswersAreBadGateway()
{
    QFETCH(QByteArray, body);
    QFETCH(bool, stream);
    m_upstream->answer(FakeAnswer::json(200, body));
    start(ask(stream));
    QTRY_COMPARE(m_listener->failedCount, 1);
    QCOMPARE(m_listener->startedCount, 0);
    QCOMPARE(m_listener->error.error.kind, ErrorKind::Upstream);
    QVERIFY(m_listener->error.body["error"]["type"] == Json("api_connection_error"));
}

void TestOpenAiProvider::brokenStreamTellsUsageSoFar_data()
{
    QTest::addColumn<FakeAnswer::End>("end");
    QTest::newRow("the upstream resets") << FakeAnswer::End::Reset;
    QTest::newRow("the upstream closes") << FakeAnswer::End::Close;
}

void TestOpenAiProvider::brokenStreamTellsUsageSoFar()
{
    QFETCH(FakeAnswer::End, end);
    auto answer = FakeAnswer::chatStream({u"予算"_s, u"です"_s, u"ね"_s});
    const auto cut = answer.body.indexOf(u"ね"_s.toUtf8());
    m_upstream->answer(answer.inPiecesOf(40).cutAt(cut, end));
    start(ask(true));
    QTRY_COMPARE(m_listener->failedCount, 1);
    QCOMPARE(m_listener->completedCount, 0);
    QCOMPARE(m_listener->text(), u"予算です"_s);
    QVERIFY(m_listener->usage.estimated);
    QCOMPARE(m_listener->usage.completionTokens, 4);
}

void TestOpenAiProvider::errorAsFirstEventComesBeforeStart()
{
    m_upstream->answer(
        FakeAnswer::text(200, "text/event-stream; charset=utf-8",
                         ": PROCESSING\n\ndata: {\"error\":{\"message\":\"busy\",\"code\":429}}\n\n"));
    start(ask(true));
    QTRY_COMPARE(m_listener->failedCount, 1);
    QCOMPARE(m_listener->startedCount, 0);
    QCOMPARE(m_listener->error.error.kind, ErrorKind::RateLimited);
}

void TestOpenAiProvider::errorInsideAStreamEndsIt()
{
    m_upstream->answer(
        FakeAnswer::stream({R"({"choices":[{"delta":{"content":"a \"error\": b"}}]})",
                            R"({"error": {"message":"gone","code":"x"}})", R"({"choices":[]})"}));
    start(ask(true));
    QTRY_COMPARE(m_listener->failedCount, 1);
    QCOMPARE(m_listener->startedCount, 1);
    QCOMPARE(m_listener->events().size(), 1);
    QVERIFY(m_listener->error.error.detail.contains("gone"_L1));
}

void TestOpenAiProvider::streamWithoutDoneIsCompleteAfterItsFinishReason()
{
    m_upstream->answer(FakeAnswer::stream({R"({"choices":[{"delta":{"content":"a"}}]})",
                                           R"({"choices":[{"delta":{},"finish_reason": "stop"}]})"}));
    start(ask(true));
    QTRY_COMPARE(m_listener->completedCount, 1);

    m_listener = std::make_unique<RecordingListener>();
    m_upstream->answer(
        FakeAnswer::stream({R"({"choices":[{"delta":{"content":"a"},"finish_reason":null}]})"}));
    start(ask(true));
    QTRY_COMPARE(m_listener->failedCount, 1);
}

void TestOpenAiProvider::lastEventWithoutEmptyLineCounts()
{
    m_upstream->answer(FakeAnswer::text(
        200, "text/event-stream",
        "data:{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\r\n"));
    start(ask(true));
    QTRY_COMPARE(m_listener->completedCount, 1);
    QVERIFY(m_listener->bytes.contains("\"content\":\"a\""));
    QVERIFY(m_listener->bytes.endsWith("\n\n"));
}

void TestOpenAiProvider::plainAnswerToAStreamBecomesOne()
{
    m_upstream->answer(FakeAnswer::json(
        200,
        R"({"id":"x","choices":[{"index":0,"message":{"role":"assistant","content":"whole"},"finish_reason":"stop"}],"usage":)" +
            Usage + "}"));
    start(ask(true));
    QTRY_COMPARE(m_listener->completedCount, 1);
    QCOMPARE(m_listener->text(), u"whole"_s);
    QVERIFY(m_listener->events().first()["object"] == Json("chat.completion.chunk"));
    QVERIFY(m_listener->events().first()["choices"][0]["finish_reason"] == Json("stop"));
    QCOMPARE(m_listener->usage.promptTokens, 11);
}

void TestOpenAiProvider::silentUpstreamTimesOut()
{
    m_upstream->answer(FakeAnswer::silence());
    auto target = deployment();
    target.timeout = 100ms;
    start(ask(true), target);
    QTRY_COMPARE(m_listener->failedCount, 1);
    QCOMPARE(m_listener->error.error.kind, ErrorKind::Timeout);
    QCOMPARE(m_listener->error.status, 0);
}

void TestOpenAiProvider::nobodyListening()
{
    auto target = deployment();
    m_upstream.reset();
    start(ask(true), target);
    QTRY_COMPARE(m_listener->failedCount, 1);
    QCOMPARE(m_listener->error.error.kind, ErrorKind::Network);
    QVERIFY(m_listener->error.body["error"]["code"] == Json("502"));
}

void TestOpenAiProvider::destructionClosesTheUpstream()
{
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s, u"b"_s, u"c"_s}).inPiecesOf(100).every(20ms));
    m_listener->onEvent = [this] { m_call.reset(); };
    start(ask(true));
    QTRY_COMPARE(m_upstream->connectionsAbandoned(), 1);
    QCOMPARE(m_listener->startedCount, 1);
    QCOMPARE(m_listener->receivedCount, 0);
    QVERIFY(!ended());
}

void TestOpenAiProvider::pausedCallReadsNoMore()
{
    const QStringList words(3000, QString(1000, u'x'));
    m_upstream->answer(FakeAnswer::chatStream(words).inPiecesOf(10000));
    m_listener->onEvent = [this] {
        if (m_listener->receivedCount == 1)
            m_call->pause();
    };
    start(ask(true));
    QTRY_COMPARE(m_listener->receivedCount, 1);
    QTest::qWait(100);
    const auto whilePaused = m_listener->bytes.size();
    QVERIFY(whilePaused < 2'000'000);
    m_listener->onEvent = nullptr;
    m_call->resume();
    QTRY_COMPARE(m_listener->completedCount, 1);
    QCOMPARE(m_listener->text().size(), 3'000'000);
}

void TestOpenAiProvider::connectionIsUsedAgain()
{
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s}, Usage));
    for (int i = 0; i < 3; ++i) {
        m_listener = std::make_unique<RecordingListener>();
        start(ask(true));
        QTRY_COMPARE(m_listener->completedCount, 1);
    }
    QCOMPARE(m_upstream->connectionsAccepted(), 1);
}

void TestOpenAiProvider::bodyThatIsNoJsonIsRefusedLater()
{
    start({"not json", true, false});
    QCOMPARE(m_listener->failedCount, 0);
    QTRY_COMPARE(m_listener->failedCount, 1);
    QCOMPARE(m_listener->error.error.kind, ErrorKind::InvalidInput);
    QVERIFY(m_upstream->requests().isEmpty());
}

void TestOpenAiProvider::twentyStreamsAtOnce()
{
    m_upstream->answer(FakeAnswer::chatStream({u"a"_s, u"b"_s, u"c"_s}).inPiecesOf(150).every(5ms));
    std::vector<std::unique_ptr<RecordingListener>> listeners;
    std::vector<std::unique_ptr<providers::ChatCall>> calls;
    for (int i = 0; i < 20; ++i) {
        listeners.push_back(std::make_unique<RecordingListener>());
        calls.push_back(m_provider->startChat(deployment(), ask(true), *listeners.back()));
    }
    QTRY_COMPARE(m_upstream->connectionsOpen(), 20);
    for (const auto &listener : listeners)
        QTRY_COMPARE(listener->completedCount, 1);
}

void TestOpenAiProvider::registryKnowsItsDialects()
{
    const providers::ProviderRegistry registry(*m_pool);
    QVERIFY(registry.provider(u"openai"_s));
    QVERIFY(registry.provider(u"demo"_s));
    QVERIFY(!registry.provider(u"unheard-of"_s));
}

QTEST_GUILESS_MAIN(TestOpenAiProvider)
#include "tst_openaiprovider.moc"
