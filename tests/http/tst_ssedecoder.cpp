// SPDX-License-Identifier: GPL-3.0-or-later
#include <http/ssedecoder.h>
#include <http/sseencoder.h>

#include <QTest>

using namespace sekisho::http;

namespace {

QByteArray decode(const QByteArrayList &pieces)
{
    SseDecoder decoder;
    QByteArray text;
    for (const auto &piece : pieces) {
        const bool good = decoder.feed(piece, [&text](const SseEvent &event) {
            text += '[' + event.type + '|' + event.data + '|' + event.id + ']';
        });
        if (!good)
            return text + "failed";
    }
    return text;
}

} // namespace

class SseDecoderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decodes_data();
    void decodes();
    void splitsDoNotMatter_data() { decodes_data(); }
    void splitsDoNotMatter();
    void refusesTooLarge_data();
    void refusesTooLarge();
    void encodes_data();
    void encodes();
};

void SseDecoderTest::decodes_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const QByteArray &bytes, const QByteArray &expected) {
        QTest::newRow(name) << bytes << expected;
    };
    row("line feeds", "data: a\n\ndata: b\n\n", "[|a|][|b|]");
    row("carriage returns", "data: a\r\rdata: b\r\r", "[|a|][|b|]");
    row("both", "data: a\r\n\r\ndata: b\r\n\r\n", "[|a|][|b|]");
    row("mixed line ends", "data: a\r\ndata: b\n\rdata: c\r\n\n", "[|a\nb|][|c|]");
    row("a byte order mark",
        "\xEF\xBB\xBF"
        "data: a\n\n",
        "[|a|]");
    row("a byte order mark later is text",
        "data: a\n\n\xEF\xBB\xBF"
        "data: b\n\n",
        "[|a|]");
    row("lines are joined", "data: a\ndata:\ndata: b\n\n", "[|a\n\nb|]");
    row("one space is dropped", "data:  a\ndata:b\n\n", "[| a\nb|]");
    row("comments are dropped", ": hello\ndata: a\n:\n\n", "[|a|]");
    row("a type is for one event", "event: x\ndata: a\n\ndata: b\n\n", "[x|a|][|b|]");
    row("a type alone is no event", "event: x\n\ndata: b\n\n", "[|b|]");
    row("an id stays", "id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", "[|a|1][|b|1][|c|]");
    row("an id with a NUL is ignored", QByteArray("id: 1\0\ndata: a\n\n", 16), "[|a|]");
    row("an empty datum is an event", "data\n\n", "[||]");
    row("unknown fields are ignored", "retry: 1\nfoo: b\ndata: a\n\n", "[|a|]");
    row("an open event is not told", "data: a\n", "");
    row("text beyond ASCII", "data: 関所\n\n", "[|関所|]");
    row("nothing but line ends", "\n\r\n\r\n\n", "");
}

void SseDecoderTest::decodes()
{
    QFETCH(const QByteArray, bytes);
    QTEST(decode({bytes}), "expected");
}

void SseDecoderTest::splitsDoNotMatter()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QByteArray, expected);
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut)
        QCOMPARE(decode({bytes.first(cut), bytes.sliced(cut)}), expected);
    QByteArrayList single;
    for (const char c : bytes)
        single.append(QByteArray(1, c));
    QCOMPARE(decode(single), expected);
}

void SseDecoderTest::refusesTooLarge_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("repeated");
    QTest::newRow("one long line") << QByteArray("data: ") << QByteArray(1 << 20, 'x');
    QTest::newRow("many lines") << QByteArray() << "data: " + QByteArray(1 << 20, 'x') + '\n';
    QTest::newRow("many short lines")
        << QByteArray() << ("data: " + QByteArray(64, 'y') + '\n').repeated(1 << 14);
}

void SseDecoderTest::refusesTooLarge()
{
    QFETCH(const QByteArray, start);
    QFETCH(const QByteArray, repeated);
    SseDecoder decoder;
    int events = 0;
    const auto count = [&events](const SseEvent &) { ++events; };
    QVERIFY(decoder.feed(start, count));
    int rounds = 0;
    while (rounds < 64 && decoder.feed(repeated, count))
        ++rounds;
    QVERIFY2(rounds < 64, "an event must not grow without end");
    QVERIFY(!decoder.feed("\n\ndata: a\n\n", count));
    QCOMPARE(events, 0);
}

void SseDecoderTest::encodes_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("one line") << QByteArray("a") << QByteArray() << QByteArray("data: a\n\n");
    QTest::newRow("a type") << QByteArray("a") << QByteArray("x") << QByteArray("event: x\ndata: a\n\n");
    QTest::newRow("lines") << QByteArray("a\n\nb\n") << QByteArray()
                           << QByteArray("data: a\ndata: \ndata: b\ndata: \n\n");
    QTest::newRow("nothing") << QByteArray("") << QByteArray() << QByteArray("data: \n\n");
}

void SseDecoderTest::encodes()
{
    QFETCH(const QByteArray, data);
    QFETCH(const QByteArray, type);
    QTEST(sseEvent(data, type), "bytes");
    QCOMPARE(decode({sseEvent(data, type)}), '[' + type + '|' + data + "|]");
}

QTEST_APPLESS_MAIN(SseDecoderTest)
#include "tst_ssedecoder.moc"
