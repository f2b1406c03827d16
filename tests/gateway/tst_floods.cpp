// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"
#include "wireanswers.h"

#include <http/rawclient.h>

#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using core::Json;
using test::answersIn;
using test::chatRequest;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;

/// Requests that are too much of something: refused in the envelope before they cost anything, or served if
/// they are only large. Nothing that is refused reaches the upstream.
class TestFloods : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void tooMuchIsRefused_data();
    void tooMuchIsRefused();
    void anEndlessHeaderIsCutOff_data();
    void anEndlessHeaderIsCutOff();
    void anEndlessBodyIsCutOff();
    void aClaimedLengthIsRefusedAtOnce();
    void oddBodiesAreRefused_data();
    void oddBodiesAreRefused();
    void whatIsOnlyLargeIsServed_data();
    void whatIsOnlyLargeIsServed();

private:
    bool isCutOff(RawClient &client, const QByteArray &piece);

    static constexpr qsizetype LargestBody = 2'000'000;
    FakeUpstream m_upstream;
    GatewayFixture m_fixture;
    qsizetype m_asked = 0;
};

static QByteArray get(const QByteArray &path, const QByteArray &fields = {})
{
    return "GET " + path + " HTTP/1.1\r\nHost: gateway\r\n" + fields + "\r\n";
}

void TestFloods::initTestCase()
{
    m_upstream.answer(
        FakeAnswer::json(200, R"({"id":"a","object":"chat.completion","choices":[],)"
                              R"("usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})"));
    m_fixture.options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream.url())};
    m_fixture.options.limits.bodyBytes = LargestBody;
    m_fixture.options.limits.lingerTime = 1s;
    QVERIFY2(m_fixture.start(), qPrintable(core::describe(m_fixture.startError())));
}

void TestFloods::init()
{
    m_asked = m_upstream.requests().size();
}

void TestFloods::tooMuchIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status) {
        QTest::newRow(name) << bytes << status;
    };
    const QByteArray body = GatewayFixture::chat(u"small"_s);
    const QByteArray length = "Content-Length: " + QByteArray::number(body.size()) + "\r\n";
    QByteArray many;
    for (int i = 0; i < 300; ++i)
        many += "X-" + QByteArray::number(i) + ": y\r\n";
    row("a path of 40 kB", get('/' + QByteArray(40'000, 'a')), 414);
    row("a query of 40 kB", get("/key/info?key=" + QByteArray(40'000, 'a')), 414);
    row("300 fields", chatRequest(many + length, body), 431);
    row("300 fields of one name", chatRequest(QByteArray("X: y\r\n").repeated(300) + length, body), 431);
    row("300 fields without a value", chatRequest(QByteArray("X:\r\n").repeated(300) + length, body), 431);
    row("a value of 40 kB", chatRequest("X: " + QByteArray(40'000, 'x') + "\r\n" + length, body), 431);
    row("a name of 40 kB", chatRequest(QByteArray(40'000, 'x') + ": y\r\n" + length, body), 431);
    row("a key of 40 kB", get("/key/info", "Authorization: Bearer sk-" + QByteArray(40'000, 'x') + "\r\n"),
        431);
    row("ten fields of 4 kB",
        chatRequest(("X: " + QByteArray(4'000, 'x') + "\r\n").repeated(10) + length, body), 431);
    row("a body that is too large", chatRequest(QByteArray(LargestBody + 1, ' ')), 413);
    row("chunks that are too large together",
        chatRequest("Transfer-Encoding: chunked\r\n",
                    ("10000\r\n" + QByteArray(0x10000, ' ') + "\r\n").repeated(32)),
        413);
    row("one chunk that is too large",
        chatRequest("Transfer-Encoding: chunked\r\n", "10000000\r\n" + QByteArray(0x10000, ' ')), 413);
    row("a chunk's line of 40 kB",
        chatRequest("Transfer-Encoding: chunked\r\n", "1;" + QByteArray(40'000, 'x')), 431);
    row("a trailer of 40 kB",
        chatRequest("Transfer-Encoding: chunked\r\n", "0\r\nX: " + QByteArray(40'000, 'x')), 431);
    row("a trailer of 300 fields",
        chatRequest("Transfer-Encoding: chunked\r\n",
                    "0\r\n" + QByteArray("X: y\r\n").repeated(300) + "\r\n"),
        431);
}

void TestFloods::tooMuchIsRefused()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    RawClient client(m_fixture.info().port, std::nullopt);
    client.send(bytes);
    QTRY_VERIFY(client.isClosed());
    const auto answers = answersIn(client.received());
    QCOMPARE(answers.size(), 1);
    QVERIFY2(answers[0].flawAsError(status).isEmpty(), qPrintable(answers[0].flawAsError(status)));
    QVERIFY(answers[0].closes());
    QCOMPARE(m_upstream.requests().size(), m_asked);
}

/// Sends until nobody takes it any more.
bool TestFloods::isCutOff(RawClient &client, const QByteArray &piece)
{
    return QTest::qWaitFor(
        [&] {
            if (!client.isClosed())
                client.send(piece);
            return client.isClosed();
        },
        30'000);
}

void TestFloods::anEndlessHeaderIsCutOff_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("piece");
    QTest::addColumn<int>("status");
    const QByteArray open = "GET / HTTP/1.1\r\nHost: gateway\r\n";
    QTest::newRow("fields without end") << open << QByteArray("X: y\r\n").repeated(100) << 431;
    QTest::newRow("a value without end") << open + "X: " << QByteArray(1000, 'x') << 431;
    QTest::newRow("a target without end") << QByteArray("GET /") << QByteArray(1000, 'x') << 414;
}

void TestFloods::anEndlessHeaderIsCutOff()
{
    QFETCH(const QByteArray, start);
    QFETCH(const QByteArray, piece);
    QFETCH(const int, status);
    RawClient client(m_fixture.info().port, std::nullopt);
    client.send(start);
    QVERIFY(isCutOff(client, piece));
    const auto answers = answersIn(client.received());
    QVERIFY(!answers.isEmpty());
    QVERIFY2(answers[0].flawAsError(status).isEmpty(), qPrintable(answers[0].flawAsError(status)));
}

void TestFloods::anEndlessBodyIsCutOff()
{
    RawClient client(m_fixture.info().port, std::nullopt);
    client.send(chatRequest("Transfer-Encoding: chunked\r\n", {}));
    QVERIFY(isCutOff(client, "4000\r\n" + QByteArray(0x4000, ' ') + "\r\n"));
    const auto answers = answersIn(client.received());
    QVERIFY(!answers.isEmpty());
    QVERIFY2(answers[0].flawAsError(413).isEmpty(), qPrintable(answers[0].flawAsError(413)));
    QCOMPARE(m_upstream.requests().size(), m_asked);
}

/// Before the client has sent any of it; one that waits for "100 Continue" need not send it at all.
void TestFloods::aClaimedLengthIsRefusedAtOnce()
{
    RawClient client(m_fixture.info().port, std::nullopt);
    client.send(chatRequest("Expect: 100-continue\r\nContent-Length: 1000000000000\r\n", {}));
    QTRY_VERIFY(client.isClosed());
    const auto answers = answersIn(client.received());
    QCOMPARE(answers.size(), 1);
    QVERIFY2(answers[0].flawAsError(413).isEmpty(), qPrintable(answers[0].flawAsError(413)));
}

static QByteArray nested(int depth)
{
    return R"({"model":"small","messages":[{"role":"user","content":)" + QByteArray(depth, '[') +
           QByteArray(depth, ']') + "}]}";
}

void TestFloods::oddBodiesAreRefused_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &body) { QTest::newRow(name) << body; };
    row("lists 100,000 deep", nested(100'000));
    row("lists 1,100 deep", nested(1'100));
    row("objects 100,000 deep", QByteArray("{\"a\":").repeated(100'000));
    row("a list that never ends", QByteArray(500'000, '['));
    row("a number of 500,000 digits",
        R"({"model":"small","messages":[{"role":"user","content":"x"}],"seed":)" + QByteArray(500'000, '9') +
            "}");
    row("a most of tokens beyond 64 bits",
        R"({"model":"small","messages":[{"role":"user","content":"x"}],"max_tokens":99999999999999999999})");
    row("a most of tokens that is larger than any",
        R"({"model":"small","messages":[{"role":"user","content":"x"}],"max_tokens":9000000000000000000})");
    row("more answers than anybody wants",
        R"({"model":"small","messages":[{"role":"user","content":"x"}],"n":9000000000000000000})");
    row("a model's name of 1 MB",
        R"({"messages":[{"role":"user","content":"x"}],"model":")" + QByteArray(1'000'000, 'x') + "\"}");
    row("text that is not UTF-8",
        "{\"model\":\"small\",\"messages\":[{\"role\":\"user\",\"content\":\"\xff\xfe\"}]}");
    row("no messages", R"({"model":"small","messages":[]})");
    row("1 MB of blanks", QByteArray(1'000'000, ' '));
}

void TestFloods::oddBodiesAreRefused()
{
    QFETCH(const QByteArray, body);
    RawClient client(m_fixture.info().port, std::nullopt);
    client.send(chatRequest(body) + get("/health/liveliness"));
    QTRY_COMPARE(answersIn(client.received()).size(), 2);
    const auto answers = answersIn(client.received());
    QVERIFY2(answers[0].flawAsError(400).isEmpty(), qPrintable(answers[0].flawAsError(400)));
    QVERIFY2(answers[0].body.size() < 4000, "a refusal repeats what it refuses");
    QCOMPARE(answers[1].status, 200);
    QCOMPARE(m_upstream.requests().size(), m_asked);
}

void TestFloods::whatIsOnlyLargeIsServed_data()
{
    QTest::addColumn<QByteArray>("body");
    const auto row = [](const char *name, const QByteArray &body) { QTest::newRow(name) << body; };
    QByteArray messages;
    for (int i = 0; i < 20'000; ++i)
        messages += R"({"role":"user","content":"x"},)";
    row("20,000 messages", R"({"model":"small","messages":[)" + messages.chopped(1) + "]}");
    row("a text of 1.5 MB",
        R"({"model":"small","messages":[{"role":"user","content":")" + QByteArray(1'500'000, 'x') + "\"}]}");
    row("lists 200 deep", nested(200));
    row("a member's name of 1 MB", R"({"model":"small","messages":[{"role":"user","content":"x"}],")" +
                                       QByteArray(1'000'000, 'x') + "\":1}");
}

void TestFloods::whatIsOnlyLargeIsServed()
{
    QFETCH(const QByteArray, body);
    RawClient client(m_fixture.info().port, std::nullopt);
    client.send(chatRequest(body));
    QTRY_COMPARE(answersIn(client.received()).size(), 1);
    const auto answer = answersIn(client.received()).first();
    QVERIFY2(answer.status == 200, answer.body.constData());
    QCOMPARE(m_upstream.requests().size(), m_asked + 1);
    QVERIFY(m_upstream.requests().last().body.size() > body.size() - 100);
}

QTEST_GUILESS_MAIN(TestFloods)
#include "tst_floods.moc"
