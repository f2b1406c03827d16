// SPDX-License-Identifier: GPL-3.0-or-later
#include <models/traces/timelinescale.h>

#include <QTest>

using namespace sekisho::models;
using sekisho::core::fromMicros;
using std::chrono::microseconds;

class TimelineScaleTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mapsBothWays();
    void zoomKeepsTheTimeUnderTheCursor();
    void staysWithinTheTrace();
    void neverZoomsBelowTheShortest();
    void barsAreCutAndNeverInvisible();
    void ticksAreRoundAndFarEnoughApart_data();
    void ticksAreRoundAndFarEnoughApart();
    void survivesAnEmptyTrace();

private:
    static TimelineScale scale()
    {
        TimelineScale scale({fromMicros(1'000'000), fromMicros(2'000'000)});
        scale.setWidth(1000);
        return scale;
    }
};

void TimelineScaleTest::mapsBothWays()
{
    const auto s = scale();
    QCOMPARE(s.xOf(fromMicros(1'250'000)), 250.0);
    QCOMPARE(s.timeAt(250), fromMicros(1'250'000));
}

void TimelineScaleTest::zoomKeepsTheTimeUnderTheCursor()
{
    auto s = scale();
    const auto under = s.timeAt(300);
    s.zoomAt(300, 4);
    QCOMPARE(s.timeAt(300), under);
    QCOMPARE(s.visible().length(), microseconds(250'000));
    s.zoomAt(300, 0.25);
    QVERIFY(!s.isZoomed());
}

void TimelineScaleTest::staysWithinTheTrace()
{
    auto s = scale();
    s.zoomAt(0, 2);
    s.pan(-5000);
    QCOMPARE(s.visible().start, fromMicros(1'000'000));
    s.pan(50000);
    QCOMPARE(s.visible().end, fromMicros(2'000'000));
    s.zoomAt(500, 0.001);
    QCOMPARE(s.visible(), s.whole());
}

void TimelineScaleTest::neverZoomsBelowTheShortest()
{
    auto s = scale();
    for (int i = 0; i < 100; ++i)
        s.zoomAt(999, 10);
    QCOMPARE(s.visible().length(), TimelineScale::shortest);
    QVERIFY(s.visible().end <= s.whole().end);
}

void TimelineScaleTest::barsAreCutAndNeverInvisible()
{
    auto s = scale();
    QCOMPARE(s.barOf(fromMicros(1'500'000), fromMicros(1'500'000), 2).width(), 2.0);
    s.show({fromMicros(1'400'000), fromMicros(1'600'000)});
    QCOMPARE(s.barOf(fromMicros(1'000'000), fromMicros(2'000'000), 2).width(), 1000.0);
    QCOMPARE(s.barOf(fromMicros(1'000'000), fromMicros(1'100'000), 2).width(), 0.0);
}

void TimelineScaleTest::ticksAreRoundAndFarEnoughApart_data()
{
    QTest::addColumn<qint64>("length");
    QTest::addColumn<qint64>("tick");
    QTest::newRow("one second") << qint64(1'000'000) << qint64(100'000);
    QTest::newRow("three seconds") << qint64(3'000'000) << qint64(500'000);
    QTest::newRow("a millisecond") << qint64(1'000) << qint64(100);
    QTest::newRow("the shortest") << qint64(20) << qint64(2);
}

void TimelineScaleTest::ticksAreRoundAndFarEnoughApart()
{
    QFETCH(qint64, length);
    TimelineScale s({fromMicros(0), fromMicros(length)});
    s.setWidth(1000);
    QTEST(qint64(s.tick(80).count()), "tick");
}

void TimelineScaleTest::survivesAnEmptyTrace()
{
    TimelineScale s({fromMicros(5), fromMicros(5)});
    s.setWidth(0);
    QVERIFY(s.barOf(fromMicros(5), fromMicros(5), 2).width() > 0);
    s.zoomAt(0, 2);
    s.pan(10);
    QCOMPARE(s.visible().start, fromMicros(5));
}

QTEST_GUILESS_MAIN(TimelineScaleTest)
#include "tst_timelinescale.moc"
