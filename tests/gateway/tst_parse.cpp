// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/stages/parse.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;

class TestParse : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsWhatTheGatewayNeeds();
    void headersComeBeforeTheBody();
    void namesTheParameterThatIsWrong_data();
    void namesTheParameterThatIsWrong();
    void countsAttachmentsApart();
    void forgetsTheRequestBefore();

private:
    core::Result<ChatCommand> parse(const QByteArray &body, const http::Headers &headers = {});
    Parse m_parse;
};

core::Result<ChatCommand> TestParse::parse(const QByteArray &body, const http::Headers &headers)
{
    http::Request request;
    request.body = body;
    request.headers = headers;
    return m_parse.run(request, {});
}

void TestParse::readsWhatTheGatewayNeeds()
{
    const QByteArray body =
        R"({"model":"m","messages":[{"role":"user","content":"hi"}],"stream":true,)"
        R"("stream_options":{"include_usage":true},"max_tokens":5,"max_completion_tokens":7,"n":2,)"
        R"("user":"u","metadata":{"session_id":"s","tags":["a","b"],"trace_id":"t"}})";
    const auto command = parse(body);
    QVERIFY(command.has_value());
    QCOMPARE(command->model, u"m"_s);
    QVERIFY(command->stream);
    QVERIFY(command->wantsUsage);
    QCOMPARE(command->maxTokens, std::optional<std::int64_t>(7));
    QCOMPARE(command->choices, 2);
    QCOMPARE(command->endUser, u"u"_s);
    QCOMPARE(command->sessionId, u"s"_s);
    QCOMPARE(command->tags, QStringList({u"a"_s, u"b"_s}));
    QCOMPARE(core::stringOr(command->spendMetadata, "trace_id"), u"t"_s);
    QCOMPARE(command->promptTokensAtMost, body.size());
}

void TestParse::headersComeBeforeTheBody()
{
    const QByteArray body =
        R"({"model":"m","messages":[{}],"user":"u","tags":["body"],"litellm_session_id":"s"})";
    const auto command = parse(body, {{"x-litellm-end-user-id", "header-user"},
                                      {"x-litellm-trace-id", "header-session"},
                                      {"x-litellm-tags", "one, two"},
                                      {"x-litellm-call-id", "mine"}});
    QVERIFY(command.has_value());
    QCOMPARE(command->endUser, u"header-user"_s);
    QCOMPARE(command->sessionId, u"header-session"_s);
    QCOMPARE(command->tags, QStringList({u"one"_s, u"two"_s}));
    QCOMPARE(core::stringOr(command->spendMetadata, "client_call_id"), u"mine"_s);
}

void TestParse::namesTheParameterThatIsWrong_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("param");
    QTest::newRow("nothing") << QByteArray() << u"request_body"_s;
    QTest::newRow("cut off") << QByteArray(R"({"model":"m","messages":[{"content":"x)") << u"request_body"_s;
    QTest::newRow("broken deep inside")
        << QByteArray(R"({"model":"m","messages":[{"content":tru}]})") << u"request_body"_s;
    QTest::newRow("bad UTF-8") << QByteArray("{\"model\":\"m\",\"messages\":[{\"content\":\"\xff\"}]}")
                               << u"request_body"_s;
    QTest::newRow("a list") << QByteArray("[]") << u"request_body"_s;
    QTest::newRow("no model") << QByteArray(R"({"messages":[{}]})") << u"model"_s;
    QTest::newRow("a model that is a number") << QByteArray(R"({"model":4,"messages":[{}]})") << u"model"_s;
    QTest::newRow("no messages") << QByteArray(R"({"model":"m"})") << u"messages"_s;
    QTest::newRow("empty messages") << QByteArray(R"({"model":"m","messages":[]})") << u"messages"_s;
    QTest::newRow("stream that is text")
        << QByteArray(R"({"model":"m","messages":[{}],"stream":"yes"})") << u"stream"_s;
    QTest::newRow("no tokens at all")
        << QByteArray(R"({"model":"m","messages":[{}],"max_tokens":0})") << u"max_tokens"_s;
    QTest::newRow("fewer than no answers") << QByteArray(R"({"model":"m","messages":[{}],"n":-1})") << u"n"_s;
    QTest::newRow("a number that overflows")
        << QByteArray(R"({"model":"m","messages":[{}],"n":9223372036854775807})") << u"n"_s;
}

void TestParse::namesTheParameterThatIsWrong()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, param);
    const auto command = parse(body);
    QVERIFY(!command);
    QCOMPARE(command.error().kind, core::ErrorKind::InvalidInput);
    QCOMPARE(command.error().param, param);
}

void TestParse::countsAttachmentsApart()
{
    const QByteArray image = "data:image/png;base64," + QByteArray(1'000'000, 'A');
    const auto command = parse(R"({"model":"m","messages":[{"role":"user","content":[{"type":"image_url",)"
                               R"("image_url":{"url":")" +
                               image + R"("}}]}]})");
    QVERIFY(command.has_value());
    QVERIFY(command->promptTokensAtMost > 16384);
    QVERIFY(command->promptTokensAtMost < 17000);
}

void TestParse::forgetsTheRequestBefore()
{
    QVERIFY(parse(R"({"model":"m","messages":[{}],"user":"u","stream":true,"tags":["x"]})").has_value());
    const auto second = parse(R"({"model":"m2","messages":[{}]})");
    QVERIFY(second->endUser.isEmpty());
    QVERIFY(!second->stream);
    QVERIFY(second->tags.isEmpty());
}

QTEST_GUILESS_MAIN(TestParse)
#include "tst_parse.moc"
