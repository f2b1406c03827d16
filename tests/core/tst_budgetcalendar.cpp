// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/budgetcalendar.h>

#include <QTest>

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using sekisho::core::BudgetCalendar;
using sekisho::core::parseDuration;
using sekisho::core::parseIso8601;
using sekisho::core::Timestamp;
using sekisho::core::toIso8601;

/// In Berlin the clock is set ahead at 01:00 UTC of 29 March 2026 and back at 01:00 UTC of 25 October.
class BudgetCalendarTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void startsAnew_data();
    void startsAnew();
    void isLaterThanNow_data();
    void isLaterThanNow();
};

static void row(const char *name, const QString &zone, std::chrono::seconds timeOfDay, const QString &now,
                const QString &period, const QString &expected)
{
    QTest::newRow(name) << zone << int(timeOfDay.count()) << now << period << expected;
}

static void zones()
{
    row("by default at midnight of UTC", u"UTC"_s, 0s, u"2026-11-23T10:05:00Z"_s, u"1d"_s,
        u"2026-11-24T00:00:00Z"_s);
    row("a day in Tokyo", u"Asia/Tokyo"_s, 0s, u"2026-11-23T10:05:00Z"_s, u"1d"_s, u"2026-11-23T15:00:00Z"_s);
    row("a day that began there already", u"Asia/Tokyo"_s, 0s, u"2026-11-23T15:00:00Z"_s, u"24h"_s,
        u"2026-11-24T15:00:00Z"_s);
    row("three days in Tokyo", u"Asia/Tokyo"_s, 0s, u"2026-11-23T10:05:00Z"_s, u"3d"_s,
        u"2026-11-25T15:00:00Z"_s);
    row("a week, on a Sunday that is a Monday there", u"Asia/Tokyo"_s, 0s, u"2026-11-29T15:00:00Z"_s, u"7d"_s,
        u"2026-12-06T15:00:00Z"_s);
    row("a month that has ended there", u"Asia/Tokyo"_s, 0s, u"2026-11-30T15:00:00Z"_s, u"30d"_s,
        u"2026-12-31T15:00:00Z"_s);
    row("a month that has not begun there", u"America/Los_Angeles"_s, 0s, u"2026-12-01T07:59:59Z"_s, u"1mo"_s,
        u"2026-12-01T08:00:00Z"_s);
    row("six hours, half an hour off the hour", u"Asia/Kolkata"_s, 0s, u"2026-11-23T10:05:00Z"_s, u"6h"_s,
        u"2026-11-23T12:30:00Z"_s);
}

static void timesOfDay()
{
    row("today, before the time of day", u"Asia/Tokyo"_s, 6h + 30min, u"2026-11-22T21:29:59Z"_s, u"1d"_s,
        u"2026-11-22T21:30:00Z"_s);
    row("tomorrow, at the time of day", u"Asia/Tokyo"_s, 6h + 30min, u"2026-11-22T21:30:00Z"_s, u"24h"_s,
        u"2026-11-23T21:30:00Z"_s);
    row("a Monday before its time", u"UTC"_s, 6h, u"2026-11-23T05:00:00Z"_s, u"7d"_s,
        u"2026-11-23T06:00:00Z"_s);
    row("the first before its time", u"UTC"_s, 6h, u"2026-12-01T05:00:00Z"_s, u"30d"_s,
        u"2026-12-01T06:00:00Z"_s);
    row("hours count from midnight all the same", u"UTC"_s, 6h + 30min, u"2026-11-23T10:05:00Z"_s, u"6h"_s,
        u"2026-11-23T12:00:00Z"_s);
}

static void clockSetAhead()
{
    const QString berlin = u"Europe/Berlin"_s;
    row("the midnight before", berlin, 0s, u"2026-03-28T10:00:00Z"_s, u"1d"_s, u"2026-03-28T23:00:00Z"_s);
    row("a day of 23 hours", berlin, 0s, u"2026-03-28T23:00:00Z"_s, u"1d"_s, u"2026-03-29T22:00:00Z"_s);
    row("a week over it", berlin, 0s, u"2026-03-25T12:00:00Z"_s, u"7d"_s, u"2026-03-29T22:00:00Z"_s);
    row("a month over it", berlin, 0s, u"2026-03-25T12:00:00Z"_s, u"1mo"_s, u"2026-03-31T22:00:00Z"_s);
    row("a time of day that is left out is as much later", berlin, 2h + 30min, u"2026-03-28T12:00:00Z"_s,
        u"1d"_s, u"2026-03-29T01:30:00Z"_s);
    row("and on time again the day after", berlin, 2h + 30min, u"2026-03-29T01:30:00Z"_s, u"1d"_s,
        u"2026-03-30T00:30:00Z"_s);
    row("the hour before it", berlin, 0s, u"2026-03-29T00:30:00Z"_s, u"1h"_s, u"2026-03-29T01:00:00Z"_s);
    row("six hours over it", berlin, 0s, u"2026-03-28T23:30:00Z"_s, u"6h"_s, u"2026-03-29T04:00:00Z"_s);
    row("two hours that end in it", berlin, 0s, u"2026-03-29T00:30:00Z"_s, u"2h"_s,
        u"2026-03-29T01:00:00Z"_s);
}

static void clockSetBack()
{
    const QString berlin = u"Europe/Berlin"_s;
    row("the midnight before, in summer", berlin, 0s, u"2026-10-24T10:00:00Z"_s, u"1d"_s,
        u"2026-10-24T22:00:00Z"_s);
    row("a day of 25 hours", berlin, 0s, u"2026-10-24T22:00:00Z"_s, u"1d"_s, u"2026-10-25T23:00:00Z"_s);
    row("a month over it, in autumn", berlin, 0s, u"2026-10-20T12:00:00Z"_s, u"30d"_s,
        u"2026-10-31T23:00:00Z"_s);
    row("a time of day that comes twice is the first", berlin, 2h + 30min, u"2026-10-24T12:00:00Z"_s, u"1d"_s,
        u"2026-10-25T00:30:00Z"_s);
    row("and not again at the second", berlin, 2h + 30min, u"2026-10-25T00:30:00Z"_s, u"1d"_s,
        u"2026-10-26T01:30:00Z"_s);
    row("the hour that comes twice is two hours", berlin, 0s, u"2026-10-25T00:10:00Z"_s, u"1h"_s,
        u"2026-10-25T01:00:00Z"_s);
    row("the second of them", berlin, 0s, u"2026-10-25T01:00:00Z"_s, u"1h"_s, u"2026-10-25T02:00:00Z"_s);
    row("six hours over it, in autumn", berlin, 0s, u"2026-10-24T22:30:00Z"_s, u"6h"_s,
        u"2026-10-25T05:00:00Z"_s);
    row("a midnight that comes twice", u"America/Havana"_s, 0s, u"2026-11-01T05:30:00Z"_s, u"1d"_s,
        u"2026-11-02T05:00:00Z"_s);
}

void BudgetCalendarTest::startsAnew_data()
{
    QTest::addColumn<QString>("zone");
    QTest::addColumn<int>("timeOfDay");
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("period");
    QTest::addColumn<QString>("expected");
    zones();
    timesOfDay();
    clockSetAhead();
    clockSetBack();
}

void BudgetCalendarTest::startsAnew()
{
    QFETCH(QString, zone);
    QFETCH(int, timeOfDay);
    QFETCH(QString, now);
    QFETCH(QString, period);
    const BudgetCalendar calendar(QTimeZone(zone.toUtf8()), std::chrono::seconds(timeOfDay));
    QTEST(toIso8601(calendar.nextReset(*parseIso8601(now), *parseDuration(period))), "expected");
}

void BudgetCalendarTest::isLaterThanNow_data()
{
    QTest::addColumn<QString>("period");
    for (const char *period : {"17s", "1m", "30m", "1h", "5h", "24h", "1d", "7d", "30d", "2mo"})
        QTest::newRow(period) << QString::fromLatin1(period);
}

/// However the clock is set; a period that ends now would start anew without an end.
void BudgetCalendarTest::isLaterThanNow()
{
    QFETCH(QString, period);
    const auto duration = *parseDuration(period);
    for (const char *zone : {"Europe/Berlin", "Australia/Lord_Howe", "America/Havana", "Pacific/Apia"}) {
        const BudgetCalendar calendar(QTimeZone(zone), 2h + 15min);
        const Timestamp end = *parseIso8601(u"2027-01-01T00:00:00Z"_s);
        for (Timestamp now = *parseIso8601(u"2026-01-01T00:00:00Z"_s); now < end; now += 97min)
            QVERIFY2(calendar.nextReset(now, duration) > now, qPrintable(toIso8601(now)));
    }
}

QTEST_GUILESS_MAIN(BudgetCalendarTest)
#include "tst_budgetcalendar.moc"
