// SPDX-License-Identifier: GPL-3.0-or-later
#include <providers/eventsplitter.h>

#include <QTest>

using namespace sekisho;
using providers::EventSplitter;

class TestEventSplitter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cutsAlikeWhereverBytesAreSplit_data();
    void cutsAlikeWhereverBytesAreSplit();
    void refusesAnEventWithoutEnd();
    void stopsWhenTold();
};

void TestEventSplitter::cutsAlikeWhereverBytesAreSplit_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QByteArrayList>("data");
    const QByteArrayList two{"予算", "b"};
    QTest::newRow("lines end in LF") << QByteArray("data: 予算\n\ndata: b\n\n") << two;
    QTest::newRow("lines end in CRLF") << QByteArray("data: 予算\r\n\r\ndata: b\r\n\r\n") << two;
    QTest::newRow("lines end in CR") << QByteArray("data: 予算\r\rdata: b\r\r") << two;
    QTest::newRow("no space after the colon") << QByteArray("data:予算\n\ndata:b\n\n") << two;
    QTest::newRow("a byte order mark") << QByteArray("\xef\xbb\xbf"
                                                     "data: 予算\n\ndata: b\n\n")
                                       << two;
    QTest::newRow("other fields and comments")
        << QByteArray("event: x\nid: 1\n: hello\ndata: 予算\n\ndatabase: n\ndata: b\n\n") << two;
    QTest::newRow("no empty line at the end") << QByteArray("data: 予算\n\ndata: b") << two;
    QTest::newRow("several data lines") << QByteArray("data: a\ndata: b\n\n") << QByteArrayList{"a\nb"};
    QTest::newRow("a comment alone") << QByteArray(": ping\n\ndata: a\n\n") << QByteArrayList{"", "a"};
}

void TestEventSplitter::cutsAlikeWhereverBytesAreSplit()
{
    QFETCH(QByteArray, stream);
    QFETCH(QByteArrayList, data);
    for (qsizetype size = 1; size <= stream.size(); ++size) {
        EventSplitter splitter;
        QByteArrayList seen;
        QByteArray raw;
        const auto visit = [&](const EventSplitter::Event &event) {
            seen.append(event.data.value_or(QByteArray()));
            raw.append(event.raw);
            return true;
        };
        for (qsizetype at = 0; at < stream.size(); at += size)
            QVERIFY(splitter.feed(stream.mid(at, size), visit));
        splitter.flush(visit);
        QCOMPARE(seen, data);
        QVERIFY2(raw.startsWith(stream), raw.constData());
    }
}

void TestEventSplitter::refusesAnEventWithoutEnd()
{
    EventSplitter splitter;
    const QByteArray mebibyte(1024 * 1024, 'x');
    const auto visit = [](const EventSplitter::Event &) { return true; };
    for (int i = 0; i < 32; ++i)
        QVERIFY(splitter.feed(mebibyte, visit));
    QVERIFY(!splitter.feed("x", visit));
    QVERIFY(!splitter.feed("\n\n", visit));
}

void TestEventSplitter::stopsWhenTold()
{
    EventSplitter splitter;
    int events = 0;
    QVERIFY(
        splitter.feed("data: a\n\ndata: b\n\n", [&](const EventSplitter::Event &) { return ++events < 1; }));
    QCOMPARE(events, 1);
}

QTEST_GUILESS_MAIN(TestEventSplitter)
#include "tst_eventsplitter.moc"
