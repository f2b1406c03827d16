// SPDX-License-Identifier: GPL-3.0-or-later
#include <providers/tokenestimate.h>

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;

class TestTokenEstimate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsLettersAndBytes_data();
    void countsLettersAndBytes();
    void survivesCutBytes();
    void countsAWholePrompt();
};

void TestTokenEstimate::countsLettersAndBytes_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qint64>("tokens");
    QTest::newRow("nothing is nothing") << QString() << qint64(0);
    QTest::newRow("one letter is one token") << u"a"_s << qint64(1);
    QTest::newRow("four Latin letters are one token") << u"abcd"_s << qint64(1);
    QTest::newRow("five Latin letters are two tokens") << u"abcde"_s << qint64(2);
    QTest::newRow("each kana is a token") << u"こんにちは"_s << qint64(5);
    QTest::newRow("each ideograph is a token, with punctuation") << u"予算です。"_s << qint64(5);
    QTest::newRow("full-width forms count as Japanese") << u"ＡＢ"_s << qint64(2);
    QTest::newRow("hangul counts as well") << u"안녕"_s << qint64(2);
    QTest::newRow("an emoji is a token") << u"🙂"_s << qint64(1);
    QTest::newRow("accents count by bytes") << u"éééé"_s << qint64(2);
    QTest::newRow("Japanese and English add up") << u"予算 budget"_s << qint64(4);
}

void TestTokenEstimate::countsLettersAndBytes()
{
    QFETCH(QString, text);
    QTEST(qint64(providers::estimateTokens(text.toUtf8())), "tokens");
}

void TestTokenEstimate::survivesCutBytes()
{
    const QByteArray whole = u"予算🙂"_s.toUtf8();
    for (qsizetype i = 0; i <= whole.size(); ++i)
        QVERIFY(providers::estimateTokens(whole.left(i)) <= 3);
}

void TestTokenEstimate::countsAWholePrompt()
{
    const auto plain = *core::parseJson(R"({"messages":[{"role":"user","content":"abcd"}]})");
    QCOMPARE(providers::estimatePromptTokens(plain), 3 + 4 + 1);
    const auto parts =
        *core::parseJson(R"({"messages":[{"role":"user","content":[{"type":"text","text":"abcd"},
        {"type":"image_url","image_url":{"url":"https://example.org/a.png"}}]}]})");
    QCOMPARE(providers::estimatePromptTokens(parts), 3 + 4 + 1 + 765);
    const auto tools = *core::parseJson(R"({"messages":[],"tools":[{"type":"function"}]})");
    QVERIFY(providers::estimatePromptTokens(tools) > 3);
    QCOMPARE(providers::estimatePromptTokens(*core::parseJson("[1,2]")), 3);
}

QTEST_GUILESS_MAIN(TestTokenEstimate)
#include "tst_tokenestimate.moc"
