// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/duration.h>

#include <QTest>

using namespace sekisho::core;

class DurationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void parses_data();
    void parses();
    void resets_data();
    void resets();
    void addsMonthsWithinShorterMonths();
};

void DurationTest::parses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("valid");
    QTest::addColumn<qint64>("count");
    QTest::newRow("seconds") << "30s" << true << qint64(30);
    QTest::newRow("text after the unit is ignored") << "24hr" << true << qint64(24);
    QTest::newRow("months before minutes") << "1mo" << true << qint64(1);
    QTest::newRow("no unit") << "30" << false << qint64(0);
    QTest::newRow("unit unknown") << "30y" << false << qint64(0);
    QTest::newRow("empty") << "" << false << qint64(0);
    QTest::newRow("overflow") << "99999999999999999999d" << false << qint64(0);
    QTest::newRow("beyond the calendar") << "999999999999w" << false << qint64(0);
}

void DurationTest::parses()
{
    QFETCH(QString, text);
    QFETCH(bool, valid);
    const auto duration = parseDuration(text);
    QCOMPARE(duration.has_value(), valid);
    if (valid)
        QTEST(qint64(duration->count), "count");
}

void DurationTest::resets_data()
{
    QTest::addColumn<QString>("now");
    QTest::addColumn<QString>("period");
    QTest::addColumn<QString>("expected");
    QTest::newRow("day") << "2026-11-23T10:05:00Z"
                         << "1d"
                         << "2026-11-24T00:00:00Z";
    QTest::newRow("24h is the next midnight") << "2026-11-23T10:05:00Z"
                                              << "24h"
                                              << "2026-11-24T00:00:00Z";
    QTest::newRow("week from a Monday") << "2026-11-23T10:05:00Z"
                                        << "7d"
                                        << "2026-11-30T00:00:00Z";
    QTest::newRow("week from a Sunday") << "2026-11-29T23:59:59Z"
                                        << "1w"
                                        << "2026-11-30T00:00:00Z";
    QTest::newRow("30d is the first of next month") << "2026-12-31T10:05:00Z"
                                                    << "30d"
                                                    << "2027-01-01T00:00:00Z";
    QTest::newRow("month") << "2026-11-23T10:05:00Z"
                           << "1mo"
                           << "2026-12-01T00:00:00Z";
    QTest::newRow("hours are rounded up") << "2026-11-23T10:05:00Z"
                                          << "6h"
                                          << "2026-11-23T12:00:00Z";
    QTest::newRow("on the edge the next one") << "2026-11-23T12:00:00Z"
                                              << "6h"
                                              << "2026-11-23T18:00:00Z";
    QTest::newRow("seconds") << "2026-11-23T10:05:31.5Z"
                             << "30s"
                             << "2026-11-23T10:06:00Z";
}

void DurationTest::resets()
{
    QFETCH(QString, now);
    QFETCH(QString, period);
    QTEST(toIso8601(nextBudgetReset(*parseIso8601(now), *parseDuration(period))), "expected");
}

void DurationTest::addsMonthsWithinShorterMonths()
{
    const auto start = *parseIso8601(QStringLiteral("2026-01-31T08:00:00Z"));
    QCOMPARE(toIso8601(addDuration(start, {1, Duration::Unit::Months})),
             QStringLiteral("2026-02-28T08:00:00Z"));
    QCOMPARE(toIso8601(addDuration(start, {13, Duration::Unit::Months})),
             QStringLiteral("2027-02-28T08:00:00Z"));
}

QTEST_GUILESS_MAIN(DurationTest)
#include "tst_duration.moc"
