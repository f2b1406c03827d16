// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"
#include "wireanswers.h"

#include <http/rawclient.h>

#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using test::answersIn;
using test::chatRequest;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;

/// Requests whose end two servers could see at different places. The gateway refuses them, closes, takes
/// nothing that came behind them, and asks no upstream.
class TestSmuggling : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void doubtfulFramingIsRefused_data();
    void doubtfulFramingIsRefused();
    void doubtfulFramingIsRefusedByteByByte_data() { doubtfulFramingIsRefused_data(); }
    void doubtfulFramingIsRefusedByteByByte();
    void soundFramingIsServed();
    void whatFollowsARefusedKeyIsServed();
    void whatFollowsARefusedBodyIsServed();
    void nothingFollowsARefusedFrame();

private:
    void isRefusedAndClosed(const RawClient &client, int status);
    bool answersComplete(const RawClient &client, int count) const;

    FakeUpstream m_upstream;
    GatewayFixture m_fixture;
};

/// Would be answered by 200 if it were taken.
static const QByteArray Hidden = "GET /health/liveliness HTTP/1.1\r\nHost: gateway\r\n\r\n";

static QByteArray chunked(const QByteArray &body)
{
    return QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n";
}

void TestSmuggling::initTestCase()
{
    m_upstream.answer(
        FakeAnswer::json(200, R"({"id":"a","object":"chat.completion","choices":[],)"
                              R"("usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})"));
    m_fixture.options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream.url())};
    QVERIFY2(m_fixture.start(), qPrintable(core::describe(m_fixture.startError())));
}

void TestSmuggling::doubtfulFramingIsRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status = 400) {
        QTest::newRow(name) << bytes << status;
    };
    const QByteArray body = GatewayFixture::chat(u"small"_s);
    const QByteArray size = QByteArray::number(body.size());
    const QByteArray length = "Content-Length: " + size + "\r\n";
    const QByteArray coding = "Transfer-Encoding: chunked\r\n";

    row("a length and a coding", chatRequest(length + coding, chunked(body)));
    row("a coding and a length", chatRequest(coding + length, chunked(body)));
    row("a coding and a length of nought", chatRequest(coding + "Content-Length: 0\r\n", chunked(body)));
    row("two equal lengths", chatRequest(length + length, body));
    row("two lengths", chatRequest(length + "Content-Length: 5\r\n", body));
    row("a list of equal lengths", chatRequest("Content-Length: " + size + ", " + size + "\r\n", body));
    row("a list of lengths", chatRequest("Content-Length: " + size + ", 5\r\n", body));
    row("a length with a plus", chatRequest("Content-Length: +" + size + "\r\n", body));
    row("a length with a minus", chatRequest("Content-Length: -" + size + "\r\n", body));
    row("a length in hexadecimal",
        chatRequest("Content-Length: 0x" + QByteArray::number(body.size(), 16) + "\r\n", body));
    row("a length beyond 64 bits", chatRequest("Content-Length: 99999999999999999999\r\n", body));
    // 2^64 more than the true one.
    row("a length that wraps around to the true one",
        chatRequest("Content-Length: 184467440737095" + QByteArray::number(51616 + body.size()) + "\r\n",
                    body));
    row("a length of the largest number", chatRequest("Content-Length: 18446744073709551615\r\n", body), 413);
    row("an empty length", chatRequest("Content-Length:\r\n", body));
    row("a length on a folded line", chatRequest("Content-Length:\r\n " + size + "\r\n", body));
    row("a field on two lines", chatRequest(length + "X-Note: one\r\n two\r\n", body));
    row("a coding on a folded line", chatRequest("Transfer-Encoding:\r\n\tchunked\r\n", chunked(body)));
    row("a blank before a length's colon", chatRequest("Content-Length : " + size + "\r\n", body));
    row("a tab before a coding's colon", chatRequest("Transfer-Encoding\t: chunked\r\n", chunked(body)));
    row("a control character before a coding", chatRequest("Transfer-Encoding: \x0b"
                                                           "chunked\r\n",
                                                           chunked(body)));
    row("an unknown coding", chatRequest("Transfer-Encoding: gzip\r\n", chunked(body)), 501);
    row("the coding of identity", chatRequest("Transfer-Encoding: identity\r\n" + length, body), 501);
    row("a list of codings", chatRequest("Transfer-Encoding: gzip, chunked\r\n", chunked(body)), 501);
    row("chunked before another coding",
        chatRequest("Transfer-Encoding: chunked, identity\r\n", chunked(body)), 501);
    row("chunked twice", chatRequest("Transfer-Encoding: chunked, chunked\r\n", chunked(body)), 501);
    row("a misspelt coding", chatRequest("Transfer-Encoding: xchunked\r\n", chunked(body)), 501);
    row("a coding in quotes", chatRequest("Transfer-Encoding: \"chunked\"\r\n", chunked(body)), 501);
    row("two codings", chatRequest(coding + coding, chunked(body)));
    row("a coding and another that means nothing",
        chatRequest(coding + "Transfer-Encoding: x\r\n", chunked(body)));
    row("a coding in HTTP/1.0", chatRequest(coding, chunked(body)).replace("HTTP/1.1", "HTTP/1.0"));
    row("a chunk size in C's notation", chatRequest(coding, "0x" + chunked(body)));
    row("a chunk size with a plus", chatRequest(coding, "+" + chunked(body)));
    row("a chunk size with a minus", chatRequest(coding, "-" + chunked(body)));
    row("a chunk size behind a blank", chatRequest(coding, " " + chunked(body)));
    row("a chunk size before a blank", chatRequest(coding, chunked(body).replace("\r\n{", " \r\n{")));
    row("a chunk size beyond 64 bits", chatRequest(coding, "10000000000000000" + chunked(body)));
    row("a chunk without a size", chatRequest(coding, "\r\n" + body + "\r\n0\r\n\r\n"));
    row("a chunk longer than it says", chatRequest(coding, "5\r\n" + body + "\r\n0\r\n\r\n"));
    row("a chunk line with a bare line feed", chatRequest(coding, chunked(body).replace("\r\n{", "\n{")));
    row("a chunk that ends in a bare line feed", chatRequest(coding, chunked(body).replace("}\r\n", "}\n")));
    row("a chunk extension with a bare line feed",
        chatRequest(coding, chunked(body).replace("\r\n{", ";a\nb\r\n{")));
    row("a chunk extension in quotes", chatRequest(coding, chunked(body).replace("\r\n{", ";a=\"b\"\r\n{")));
    row("a trailer that gives a length",
        chatRequest(coding, chunked(body).chopped(2) + "Content-Length: 40\r\n\r\n"));
    row("a trailer with a bare line feed", chatRequest(coding, chunked(body).chopped(2) + "X: a\n\r\n"));
    row("a folded trailer", chatRequest(coding, chunked(body).chopped(2) + "X: a\r\n b\r\n\r\n"));
    row("bare line feeds", chatRequest(length, body).replace("\r\n", "\n"));
    row("one bare line feed", chatRequest("X: a\n" + length, body));
    row("a bare carriage return", chatRequest("X: a\rb\r\n" + length, body));
    row("a field that hides another behind a carriage return",
        chatRequest("X: a\rTransfer-Encoding: chunked\r\n" + length, body));
    row("a nought in a field", chatRequest(QByteArray("X: a\0b\r\n", 8) + length, body));
    row("a field without a name", chatRequest(": a\r\n" + length, body));
    row("a line without a colon", chatRequest("nonsense\r\n" + length, body));
    row("two hosts", chatRequest("Host: other\r\n" + length, body));
    row("no host", chatRequest(length, body).replace("Host: gateway\r\n", ""));
    row("a blank in the target", chatRequest(length, body).replace("/v1/chat", "/v1 /chat"));
    row("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    row("an expectation that nobody knows", chatRequest("Expect: wonders\r\n" + length, body), 417);
}

void TestSmuggling::isRefusedAndClosed(const RawClient &client, int status)
{
    QTRY_VERIFY(client.isClosed());
    const auto answers = answersIn(client.received());
    QCOMPARE(answers.size(), 1);
    QVERIFY2(answers[0].flawAsError(status).isEmpty(), qPrintable(answers[0].flawAsError(status)));
    QVERIFY(answers[0].closes());
    QCOMPARE(m_upstream.requests().size(), 0);
}

void TestSmuggling::doubtfulFramingIsRefused()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    RawClient client(m_fixture.info().port, std::nullopt);
    client.send(bytes + Hidden);
    isRefusedAndClosed(client, status);
}

void TestSmuggling::doubtfulFramingIsRefusedByteByByte()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const int, status);
    RawClient client(m_fixture.info().port, std::nullopt);
    for (const char byte : bytes + Hidden)
        client.send(QByteArray(1, byte));
    isRefusedAndClosed(client, status);
}

bool TestSmuggling::answersComplete(const RawClient &client, int count) const
{
    return answersIn(client.received()).size() == count;
}

/// So that the rows above are refused for what they say they are.
void TestSmuggling::soundFramingIsServed()
{
    const auto asked = m_upstream.requests().size();
    const QByteArray body = GatewayFixture::chat(u"small"_s);
    RawClient client(m_fixture.info().port, std::nullopt);
    client.send(chatRequest(body) + chatRequest("tRANSFER-eNCODING: cHUNKED\r\n", chunked(body)) + Hidden);
    QTRY_VERIFY(answersComplete(client, 3));
    for (const auto &answer : answersIn(client.received()))
        QCOMPARE(answer.status, 200);
    QCOMPARE(m_upstream.requests().size(), asked + 2);
    QVERIFY(!client.isClosed());
}

void TestSmuggling::whatFollowsARefusedKeyIsServed()
{
    const QByteArray body = GatewayFixture::chat(u"small"_s);
    const QByteArray stranger = chatRequest(body).replace("Bearer sk-", "Bearer no-");
    RawClient client(m_fixture.info().port, std::nullopt);
    client.send(stranger + Hidden + stranger + Hidden);
    QTRY_VERIFY(answersComplete(client, 4));
    const auto answers = answersIn(client.received());
    QVERIFY2(answers[0].flawAsError(401).isEmpty(), qPrintable(answers[0].flawAsError(401)));
    QCOMPARE(answers[1].status, 200);
    QCOMPARE(answers[2].status, 401);
    QCOMPARE(answers[3].status, 200);
    QVERIFY(!client.isClosed());
}

void TestSmuggling::whatFollowsARefusedBodyIsServed()
{
    const auto asked = m_upstream.requests().size();
    RawClient client(m_fixture.info().port, std::nullopt);
    client.send(chatRequest("{\"model\":") + chatRequest("[]") + chatRequest(R"({"model":"small"})") +
                Hidden);
    QTRY_VERIFY(answersComplete(client, 4));
    const auto answers = answersIn(client.received());
    for (int i = 0; i < 3; ++i)
        QVERIFY2(answers[i].flawAsError(400).isEmpty(), qPrintable(answers[i].flawAsError(400)));
    QCOMPARE(answers[3].status, 200);
    QCOMPARE(m_upstream.requests().size(), asked);
}

void TestSmuggling::nothingFollowsARefusedFrame()
{
    const auto asked = m_upstream.requests().size();
    const QByteArray body = GatewayFixture::chat(u"small"_s);
    RawClient client(m_fixture.info().port, std::nullopt);
    client.send(Hidden + chatRequest("Content-Length: x\r\n", body) + chatRequest(body) + Hidden);
    QTRY_VERIFY(client.isClosed());
    const auto answers = answersIn(client.received());
    QCOMPARE(answers.size(), 2);
    QCOMPARE(answers[0].status, 200);
    QVERIFY2(answers[1].flawAsError(400).isEmpty(), qPrintable(answers[1].flawAsError(400)));
    QCOMPARE(m_upstream.requests().size(), asked);
}

QTEST_GUILESS_MAIN(TestSmuggling)
#include "tst_smuggling.moc"
