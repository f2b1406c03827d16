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
    void givesTheOldestThatIsDue();
    void keepsPayloadsByteForByte();
    void waitsUntilTheNextAttempt();
    void dropsTheOldestForWantOfRoom();
    void refusesWhatNeverFits();
};

void TestTraceQueueRepository::givesTheOldestThatIsDue()
{
    test::DesktopDatabase file;
    TraceQueueRepository queue(*file);
    QVERIFY(!queue.nextDue(at(0))->has_value());
    QVERIFY(!queue.nextAttempt()->has_value());
    const auto first = queue.enqueue(u"p"_s, "one", at(1));
    QVERIFY(queue.enqueue(u"p"_s, "two", at(2)));
    QCOMPARE(*queue.count(), 2);
    QVERIFY(!queue.nextDue(at(0))->has_value());
    QCOMPARE(queue.nextDue(at(5))->value().payload, "one");
    QVERIFY(queue.remove(*first));
    QVERIFY(queue.remove(*first));
    QCOMPARE(queue.nextDue(at(5))->value().payload, "two");
    QCOMPARE(*queue.count(), 1);
}

void TestTraceQueueRepository::keepsPayloadsByteForByte()
{
    test::DesktopDatabase file;
    const QByteArray payload("\0{\"予算\"}\xff", 14);
    QVERIFY(TraceQueueRepository(*file).enqueue(u"p"_s, payload, at(1)));
    file.reopen();
    const auto found = TraceQueueRepository(*file).nextDue(at(1));
    QCOMPARE(found->value().payload, payload);
    QCOMPARE(found->value().profileId, u"p"_s);
    QCOMPARE(found->value().createdAt, at(1));
    QCOMPARE(found->value().attempts, 0);
}

void TestTraceQueueRepository::waitsUntilTheNextAttempt()
{
    test::DesktopDatabase file;
    TraceQueueRepository queue(*file);
    const auto id = *queue.enqueue(u"p"_s, "one", at(1));
    QVERIFY(queue.enqueue(u"q"_s, "two", at(2)));
    QVERIFY(queue.markFailed(id, at(60), 3));
    QCOMPARE(queue.nextDue(at(10))->value().payload, "two");
    QCOMPARE(queue.nextAttempt()->value(), at(2));
    QCOMPARE(queue.nextDue(at(60))->value().attempts, 3);
    QVERIFY(queue.markFailed(id + 1, at(90), 1));
    QVERIFY(!queue.nextDue(at(10))->has_value());
    QCOMPARE(queue.nextAttempt()->value(), at(60));
    QVERIFY(queue.retryNow(u"q"_s, at(10)));
    QCOMPARE(queue.nextDue(at(10))->value().payload, "two");
    QVERIFY(queue.markFailed(999, at(1), 1));
}

void TestTraceQueueRepository::dropsTheOldestForWantOfRoom()
{
    test::DesktopDatabase file;
    TraceQueueRepository queue(*file, 10);
    for (const char *payload : {"aaaa", "bbbb", "cccc"})
        QVERIFY(queue.enqueue(u"p"_s, payload, at(1)));
    QCOMPARE(*queue.count(), 2);
    QCOMPARE(*queue.droppedCount(), 1);
    QCOMPARE(queue.nextDue(at(1))->value().payload, "bbbb");
    QVERIFY(queue.enqueue(u"p"_s, QByteArray(10, 'd'), at(1)));
    QCOMPARE(*queue.count(), 1);
    QCOMPARE(*queue.droppedCount(), 3);
}

void TestTraceQueueRepository::refusesWhatNeverFits()
{
    test::DesktopDatabase file;
    TraceQueueRepository queue(*file, 10);
    QVERIFY(queue.enqueue(u"p"_s, "aaaa", at(1)));
    QCOMPARE(queue.enqueue(u"p"_s, QByteArray(11, 'x'), at(1)).error().kind, core::ErrorKind::TooLarge);
    QCOMPARE(*queue.count(), 1);
    QCOMPARE(*queue.droppedCount(), 0);
}

QTEST_GUILESS_MAIN(TestTraceQueueRepository)
#include "tst_tracequeuerepository.moc"
