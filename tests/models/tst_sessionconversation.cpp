// SPDX-License-Identifier: GPL-3.0-or-later
#include <models/traces/sessionconversation.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::models;
using namespace Qt::Literals::StringLiterals;
using core::Json;

class SessionConversationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void repeatsNothingThatWasShown();
    void saysHowLongItWasSilent();
    void readsWhatIsThere_data();
    void readsWhatIsThere();
    void answersCarryCostAndTime();

private:
    static client::TraceSummary trace(const QString &id, std::int64_t second, Json input, Json output)
    {
        client::TraceSummary t;
        t.id = id;
        t.timestamp = core::fromMicros(second * 1'000'000);
        t.latencySeconds = 2;
        t.totalCostUsd = 0.5;
        t.input = std::move(input);
        t.output = std::move(output);
        return t;
    }
    static Json message(const char *role, const char *text) { return {{"role", role}, {"content", text}}; }
};

void SessionConversationTest::repeatsNothingThatWasShown()
{
    client::SessionDetail session;
    const auto system = message("system", "Be brief.");
    session.traces = {
        trace(u"1"_s, 0, {system, message("user", "こんにちは")}, "Hello"),
        trace(u"2"_s, 10,
              {system, message("user", "こんにちは"), message("assistant", "Hello"), message("user", "予算")},
              "OK"),
    };
    QStringList texts;
    for (const auto &turn : conversationOf(session))
        texts.append(turn.text);
    QCOMPARE(texts, QStringList({u"Be brief."_s, u"こんにちは"_s, u"Hello"_s, u"予算"_s, u"OK"_s}));
}

void SessionConversationTest::saysHowLongItWasSilent()
{
    client::SessionDetail session;
    session.traces = {trace(u"1"_s, 0, "a", "b"), trace(u"2"_s, 10, "c", "d")};
    const auto turns = conversationOf(session);
    QCOMPARE(turns[0].gap, std::chrono::seconds(0));
    QCOMPARE(turns[2].gap, std::chrono::seconds(8));
}

void SessionConversationTest::readsWhatIsThere_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QByteArray("null") << QString();
    QTest::newRow("text") << QByteArray("\"hi\"") << u"hi"_s;
    QTest::newRow("a message") << QByteArray(R"({"role":"assistant","content":"hi"})") << u"hi"_s;
    QTest::newRow("parts, of which one is an image")
        << QByteArray(
               R"({"content":[{"type":"text","text":"a"},{"type":"image_url"},{"type":"text","text":"b"}]})")
        << u"a\nb"_s;
    QTest::newRow("anything else as it is") << QByteArray(R"({"q":1})") << u"{\n  \"q\": 1\n}"_s;
}

void SessionConversationTest::readsWhatIsThere()
{
    QFETCH(QByteArray, json);
    QTEST(readableText(*core::parseJson(json)), "text");
}

void SessionConversationTest::answersCarryCostAndTime()
{
    client::SessionDetail session;
    session.traces = {trace(u"1"_s, 0, "a", "b")};
    const auto turns = conversationOf(session);
    QCOMPARE(turns.size(), 2);
    QVERIFY(!turns[0].costUsd);
    QCOMPARE(turns[1].costUsd, 0.5);
    QCOMPARE(turns[1].latencySeconds, 2.0);
}

QTEST_GUILESS_MAIN(SessionConversationTest)
#include "tst_sessionconversation.moc"
