// SPDX-License-Identifier: GPL-3.0-or-later
#include <client/chatstream.h>
#include <client/costlookup.h>
#include <client/failure.h>

#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace sekisho::client;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using test::FakeAnswer;

class ChatStreamTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void streamsWhateverTheSplits_data();
    void streamsWhateverTheSplits();
    void sendsWhatWasAsked();
    void headersAndUsageBecomeTheOutcome();
    void stopClosesTheConnection();
    void refusalComesWithItsFacts();
    void errorInTheMiddle();
    void brokenOffInTheMiddle();
    void silenceIsATimeout();
    void plainAnswerIsTakenToo();
    void garbageIsNotTheApi();
    void costIsFoundInTheLedger();

private:
    struct Heard {
        QString text;
        QList<ChatOutcome> finished;
        QList<ChatFailure> failed;
        QList<QPair<qint64, qint64>> usage;
        bool ended() const { return finished.size() + failed.size() > 0; }
    };
    std::unique_ptr<ChatStream> listen();
    static ChatRequest question();

    test::FakeUpstream m_upstream;
    QNetworkAccessManager m_network;
    core::SystemClock m_clock;
    Heard m_heard;
};

void ChatStreamTest::init()
{
    m_heard = {};
}

std::unique_ptr<ChatStream> ChatStreamTest::listen()
{
    auto stream = std::make_unique<ChatStream>(
        &m_network, ServerEndpoint{m_upstream.url(QString()), {bearerAuth(core::SecretString(u"sk-1"_s))}},
        &m_clock);
    connect(stream.get(), &ChatStream::delta, this, [this](const QString &text) { m_heard.text += text; });
    connect(stream.get(), &ChatStream::usage, this,
            [this](qint64 prompt, qint64 completion) { m_heard.usage << qMakePair(prompt, completion); });
    connect(stream.get(), &ChatStream::finished, this,
            [this](const ChatOutcome &outcome) { m_heard.finished << outcome; });
    connect(stream.get(), &ChatStream::failed, this,
            [this](const ChatFailure &failure) { m_heard.failed << failure; });
    return stream;
}

ChatRequest ChatStreamTest::question()
{
    ChatRequest request;
    request.model = u"gpt-4o-mini"_s;
    request.messages = {{u"user"_s, u"こんにちは"_s}};
    return request;
}

void ChatStreamTest::streamsWhateverTheSplits_data()
{
    QTest::addColumn<int>("pieces");
    QTest::newRow("all at once") << 0;
    QTest::newRow("one byte at a time") << 1;
    QTest::newRow("seven bytes at a time") << 7;
}

void ChatStreamTest::streamsWhateverTheSplits()
{
    QFETCH(int, pieces);
    auto answer = FakeAnswer::chatStream({u"今期の"_s, u"予算 "_s, u"**ok**"_s},
                                         R"({"prompt_tokens":3,"completion_tokens":5})");
    m_upstream.answer(pieces ? answer.inPiecesOf(pieces) : answer);
    auto stream = listen();
    stream->start(question());
    QVERIFY(stream->isActive());
    QTRY_VERIFY(m_heard.ended());
    QCOMPARE(m_heard.failed.size(), 0);
    QCOMPARE(m_heard.finished.size(), 1);
    QCOMPARE(m_heard.text, u"今期の予算 **ok**"_s);
    QCOMPARE(m_heard.usage, (QList<QPair<qint64, qint64>>{{3, 5}}));
    QVERIFY(!stream->isActive());
}

void ChatStreamTest::sendsWhatWasAsked()
{
    m_upstream.answer(FakeAnswer::chatStream({u"a"_s}));
    auto request = question();
    request.temperature = 0.5;
    request.maxTokens = 100;
    request.endUser = u"tanaka"_s;
    request.sessionId = u"s-1"_s;
    const auto before = m_upstream.requests().size();
    auto stream = listen();
    stream->start(request);
    QTRY_VERIFY(m_heard.ended());
    const auto sent = m_upstream.requests().at(before);
    QCOMPARE(sent.target, QByteArray("/v1/chat/completions"));
    QCOMPARE(sent.header("Authorization"), QByteArray("Bearer sk-1"));
    const auto body = core::parseJson(sent.body).value();
    QCOMPARE(body["stream"].get<bool>(), true);
    QCOMPARE(body["user"].get<QString>(), u"tanaka"_s);
    QCOMPARE(body["metadata"]["session_id"].get<QString>(), u"s-1"_s);
    QCOMPARE(body["litellm_session_id"].get<QString>(), u"s-1"_s);
    QCOMPARE(body["max_tokens"].get<int>(), 100);
    QCOMPARE(body["messages"][0]["content"].get<QString>(), u"こんにちは"_s);
}

void ChatStreamTest::headersAndUsageBecomeTheOutcome()
{
    m_upstream.answer(
        FakeAnswer::chatStream({u"a"_s}, R"({"prompt_tokens":3,"completion_tokens":5,"cost":0.00014})")
            .withHeader("x-litellm-call-id", "call-1")
            .withHeader("x-litellm-model-id", "dep-1")
            .withHeader("x-litellm-response-cost", "0.0")
            .withHeader("x-litellm-key-spend", "0.42")
            .withHeader("x-sekisho-demo", "true"));
    auto stream = listen();
    QSignalSpy accepted(stream.get(), &ChatStream::accepted);
    stream->start(question());
    QTRY_COMPARE(m_heard.finished.size(), 1);
    const auto outcome = m_heard.finished.first();
    QCOMPARE(accepted.count(), 1);
    QCOMPARE(outcome.callId, u"call-1"_s);
    QCOMPARE(outcome.responseId, u"chatcmpl-fake"_s);
    QCOMPARE(outcome.modelId, u"dep-1"_s);
    QCOMPARE(outcome.finishReason, u"stop"_s);
    QCOMPARE(outcome.cost, core::Money::fromUsd(0.00014));
    QCOMPARE(outcome.keySpend, core::Money::fromUsd(0.42));
    QVERIFY(outcome.demo);
    QVERIFY(!outcome.stopped);
    QVERIFY(outcome.timeToFirstToken().value() <= outcome.duration());
}

void ChatStreamTest::stopClosesTheConnection()
{
    auto words = QStringList();
    for (int i = 0; i < 200; ++i)
        words << u"word "_s;
    m_upstream.answer(FakeAnswer::chatStream(words).inPiecesOf(200).every(10ms));
    const int abandoned = m_upstream.connectionsAbandoned();
    auto stream = listen();
    stream->start(question());
    QTRY_VERIFY(!m_heard.text.isEmpty());
    stream->stop();
    QCOMPARE(m_heard.finished.size(), 1);
    QVERIFY(m_heard.finished.first().stopped);
    const auto text = m_heard.text;
    QTRY_COMPARE(m_upstream.connectionsAbandoned(), abandoned + 1);
    stream->stop();
    QCOMPARE(m_heard.finished.size(), 1);
    QCOMPARE(m_heard.text, text);
}

void ChatStreamTest::refusalComesWithItsFacts()
{
    m_upstream.answer(
        FakeAnswer::json(403, R"({"error":{"type":"key_model_access_denied","param":"model","code":"403",
        "message":"key not allowed to access model. This key can only access models=['a']. Tried to access b"}})")
            .withHeader("x-litellm-call-id", "call-9"));
    auto stream = listen();
    stream->start(question());
    QTRY_COMPARE(m_heard.failed.size(), 1);
    const auto failure = m_heard.failed.first();
    QCOMPARE(failure.error.kind, core::ErrorKind::Forbidden);
    QCOMPARE(failure.refusal.value().rule, RefusalRule::ModelNotAllowed);
    QCOMPARE(failure.refusal.value().allowedModels, QStringList{u"a"_s});
    QCOMPARE(failure.outcome.callId, u"call-9"_s);
    QCOMPARE(m_heard.finished.size(), 0);
}

void ChatStreamTest::errorInTheMiddle()
{
    m_upstream.answer(FakeAnswer::stream({R"({"id":"x","choices":[{"delta":{"content":"half"}}]})",
                                          R"({"error":{"message":"gone","type":"None","code":"503"}})"}));
    auto stream = listen();
    stream->start(question());
    QTRY_COMPARE(m_heard.failed.size(), 1);
    QCOMPARE(m_heard.text, u"half"_s);
    QCOMPARE(m_heard.failed.first().error.kind, core::ErrorKind::Unavailable);
    QCOMPARE(m_heard.finished.size(), 0);
}

void ChatStreamTest::brokenOffInTheMiddle()
{
    m_upstream.answer(FakeAnswer::chatStream({u"half"_s, u"never"_s}).cutAt(400, FakeAnswer::End::Reset));
    auto stream = listen();
    stream->start(question());
    QTRY_COMPARE(m_heard.failed.size(), 1);
    QCOMPARE(m_heard.failed.first().error.kind, core::ErrorKind::Network);
    QVERIFY(!m_heard.failed.first().refusal);
}

void ChatStreamTest::silenceIsATimeout()
{
    m_upstream.answer(FakeAnswer::silence());
    auto stream = listen();
    stream->setIdleTimeout(50ms);
    stream->start(question());
    QTRY_COMPARE(m_heard.failed.size(), 1);
    QCOMPARE(m_heard.failed.first().error.kind, core::ErrorKind::Timeout);
}

void ChatStreamTest::plainAnswerIsTakenToo()
{
    m_upstream.answer(
        FakeAnswer::json(200, R"({"id":"r","model":"m","choices":[{"message":{"content":"whole"},
        "finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}})")
            .withHeader("x-litellm-response-cost", "0.5"));
    auto stream = listen();
    stream->start(question());
    QTRY_COMPARE(m_heard.finished.size(), 1);
    QCOMPARE(m_heard.text, u"whole"_s);
    QCOMPARE(m_heard.finished.first().cost, core::Money::fromUsd(0.5));
}

void ChatStreamTest::garbageIsNotTheApi()
{
    m_upstream.answer(FakeAnswer::text(200, "text/html", "<html>sign in</html>"));
    auto stream = listen();
    stream->start(question());
    QTRY_COMPARE(m_heard.failed.size(), 1);
    QCOMPARE(m_heard.failed.first().error.code, QString(CodeNotTheApi));
}

void ChatStreamTest::costIsFoundInTheLedger()
{
    m_upstream.answer(FakeAnswer::json(200, "[]"));
    m_upstream.thenAnswer(FakeAnswer::json(200, "[]"));
    m_upstream.thenAnswer(
        FakeAnswer::json(200, R"([{"request_id":"call-1","spend":0.25,"prompt_tokens":7}])"));
    ApiTransport transport(&m_network, {m_upstream.url(QString()), {}});
    auto *lookup = new CostLookup(SpendOperations(&transport), {u"call-1"_s, u"response-1"_s}, this);
    lookup->setPauses({0ms, 1ms});
    QList<SpendRecord> found;
    connect(lookup, &CostLookup::found, this, [&found](const SpendRecord &record) { found << record; });
    lookup->start();
    QTRY_COMPARE(found.size(), 1);
    QCOMPARE(found.first().spend, core::Money::fromUsd(0.25));
    m_upstream.answer(FakeAnswer::json(403, "{}"));
    auto *denied = new CostLookup(SpendOperations(&transport), {u"call-1"_s}, this);
    QSignalSpy gaveUp(denied, &CostLookup::gaveUp);
    denied->start();
    QTRY_COMPARE(gaveUp.count(), 1);
}

QTEST_GUILESS_MAIN(ChatStreamTest)
#include "tst_chatstream.moc"
