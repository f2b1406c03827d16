// SPDX-License-Identifier: GPL-3.0-or-later
#include <models/format.h>

#include <QTest>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono;

class FormatTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void moneyShowsTheDigitsThatMatter_data();
    void moneyShowsTheDigitsThatMatter();
    void durations_data();
    void durations();
    void freshTimesAreRelative();
    void datesFollowTheLocale();
};

void FormatTest::moneyShowsTheDigitsThatMatter_data()
{
    QTest::addColumn<double>("usd");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << 0.0 << u"$0.00"_s;
    QTest::newRow("dollars") << 12.8 << u"$12.80"_s;
    QTest::newRow("thousands are grouped") << 1234.5 << u"$1,234.50"_s;
    QTest::newRow("cents") << 0.42 << u"$0.42"_s;
    QTest::newRow("a chat turn") << 0.00014 << u"$0.00014"_s;
    QTest::newRow("a token") << 0.00000015 << u"$0.00000015"_s;
    QTest::newRow("a nano-dollar") << 0.000000001 << u"$0.000000001"_s;
    QTest::newRow("credit") << -2.5 << u"-$2.50"_s;
}

void FormatTest::moneyShowsTheDigitsThatMatter()
{
    QFETCH(double, usd);
    QTEST(models::moneyText(core::Money::fromUsd(usd), QLocale(u"en_US"_s)), "text");
}

void FormatTest::durations_data()
{
    QTest::addColumn<qint64>("micros");
    QTest::addColumn<QString>("text");
    QTest::newRow("short") << qint64(1500) << u"1.5 ms"_s;
    QTest::newRow("milliseconds") << qint64(310'400) << u"310 ms"_s;
    QTest::newRow("seconds") << qint64(1'370'000) << u"1.4 s"_s;
    QTest::newRow("minutes") << qint64(125'000'000) << u"2 min 5 s"_s;
}

void FormatTest::durations()
{
    QFETCH(qint64, micros);
    QTEST(models::durationText(microseconds(micros), QLocale(u"en_US"_s)), "text");
}

void FormatTest::freshTimesAreRelative()
{
    const auto now = *core::parseIso8601(u"2026-11-23T10:00:00Z"_s);
    const QLocale english(u"en_US"_s);
    QCOMPARE(models::relativeTimeText(now - seconds(20), now, english), u"just now"_s);
    QVERIFY(models::relativeTimeText(now - minutes(5), now, english).startsWith(u"5 "_s));
    QCOMPARE(models::relativeTimeText(now - days(2), now, english), u"21 Nov"_s);
    QCOMPARE(models::relativeTimeText(now - days(400), now, english), u"19 Oct 2025"_s);
}

void FormatTest::datesFollowTheLocale()
{
    const auto now = *core::parseIso8601(u"2026-11-23T10:00:00Z"_s);
    QCOMPARE(models::dateText(now + days(8), now, QLocale(u"ja_JP"_s)), u"12月1日"_s);
    QCOMPARE(models::dateText(now + days(8), now, QLocale(u"en_US"_s)), u"1 Dec"_s);
}

QTEST_GUILESS_MAIN(FormatTest)
#include "tst_format.moc"
