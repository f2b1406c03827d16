// SPDX-License-Identifier: GPL-3.0-or-later
#include "desktopdatabase.h"

#include <storage/desktop/tracequeuerepository.h>

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace sekisho::storage;
using test::at;

class TestTraceQueueRepository : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void givesTheOldest();
    void keepsPayloadsByteForByte();
    void profilesDoNotMix();
    void countsFailedAttempts();
    void dropsTheOldestForWantOfRoom();
    void refusesWhatNeverFits();
    void countsWhatIsGivenUp();
};

void TestTraceQueueRepository::givesTheOldest()
{
    test::DesktopDatabase file;
    TraceQueueRepository queue(*file);
    QVERIFY(!queue.oldest(u"p"_s)->has_value());
    // Order is that of arrival, whatever the clock said.
    const auto first = *queue.enqueue(u"p"_s, "one", at(2));
    QVERIFY(*queue.enqueue(u"p"_s, "two", at(1)) > first);
    QCOMPARE(*queue.count(u"p"_s), 2);
    QCOMPARE(queue.oldest(u"p"_s)->value().payload, "one");
    QCOMPARE(queue.oldest(u"p"_s)->value().id, first);
    QVERIFY(queue.remove(first));
    QVERIFY(queue.remove(first));
    QCOMPARE(queue.oldest(u"p"_s)->value().payload, "two");
    QCOMPARE(*queue.count(u"p"_s), 1);
}

void TestTraceQueueRepository::keepsPayloadsByteForByte()
{
    test::DesktopDatabase file;
    const QByteArray payload("\0{\"予算\"}\xff", 12);
    QVERIFY(TraceQueueRepository(*file).enqueue(u"p"_s, payload, at(1)));
    file.reopen();
    const auto found = TraceQueueRepository(*file).oldest(u"p"_s);
    QCOMPARE(found->value().payload, payload);
    QCOMPARE(found->value().profileId, u"p"_s);
    QCOMPARE(found->value().createdAt, at(1));
    QCOMPARE(found->value().attempts, 0);
}

void TestTraceQueueRepository::profilesDoNotMix()
{
    test::DesktopDatabase file;
    TraceQueueRepository queue(*file);
    const auto first = *queue.enqueue(u"p"_s, "one", at(1));
    QVERIFY(queue.enqueue(u"q"_s, "two", at(2)));
    QCOMPARE(queue.oldest(u"q"_s)->value().payload, "two");
    QCOMPARE(*queue.count(u"q"_s), 1);
    QVERIFY(queue.remove(first));
    QVERIFY(!queue.oldest(u"p"_s)->has_value());
    QCOMPARE(*queue.count(u"p"_s), 0);
    QCOMPARE(*queue.count(u"q"_s), 1);
}

void TestTraceQueueRepository::countsFailedAttempts()
{
    test::DesktopDatabase file;
    TraceQueueRepository queue(*file);
    const auto id = *queue.enqueue(u"p"_s, "one", at(1));
    const auto other = *queue.enqueue(u"q"_s, "two", at(1));
    QVERIFY(queue.markFailed(id));
    QVERIFY(queue.markFailed(id));
    QVERIFY(queue.markFailed(other + 1));
    QCOMPARE(queue.oldest(u"p"_s)->value().attempts, 2);
    QCOMPARE(queue.oldest(u"q"_s)->value().attempts, 0);
}

void TestTraceQueueRepository::dropsTheOldestForWantOfRoom()
{
    test::DesktopDatabase file;
    TraceQueueRepository queue(*file, 10);
    for (const char *payload : {"aaaa", "bbbb", "cccc"})
        QVERIFY(queue.enqueue(u"p"_s, payload, at(1)));
    QCOMPARE(*queue.count(u"p"_s), 2);
    QCOMPARE(*queue.droppedCount(), 1);
    QCOMPARE(queue.oldest(u"p"_s)->value().payload, "bbbb");
    QVERIFY(queue.enqueue(u"p"_s, QByteArray(10, 'd'), at(1)));
    QCOMPARE(*queue.count(u"p"_s), 1);
    QCOMPARE(*queue.droppedCount(), 3);
}

void TestTraceQueueRepository::refusesWhatNeverFits()
{
    test::DesktopDatabase file;
    TraceQueueRepository queue(*file, 10);
    QVERIFY(queue.enqueue(u"p"_s, "aaaa", at(1)));
    QCOMPARE(queue.enqueue(u"p"_s, QByteArray(11, 'x'), at(1)).error().kind, core::ErrorKind::TooLarge);
    QCOMPARE(*queue.count(u"p"_s), 1);
    QCOMPARE(*queue.droppedCount(), 1);
}

void TestTraceQueueRepository::countsWhatIsGivenUp()
{
    test::DesktopDatabase file;
    const auto first = *TraceQueueRepository(*file).enqueue(u"p"_s, "one", at(1));
    QVERIFY(TraceQueueRepository(*file).enqueue(u"p"_s, "two", at(1)));
    QVERIFY(TraceQueueRepository(*file).drop(first));
    QVERIFY(TraceQueueRepository(*file).drop(first));
    file.reopen();
    TraceQueueRepository queue(*file);
    QCOMPARE(*queue.droppedCount(), 1);
    QCOMPARE(queue.oldest(u"p"_s)->value().payload, "two");
    QVERIFY(queue.forgetDropped());
    QCOMPARE(*queue.droppedCount(), 0);
    QCOMPARE(*queue.count(u"p"_s), 1);
}

QTEST_GUILESS_MAIN(TestTraceQueueRepository)
#include "tst_tracequeuerepository.moc"
