// SPDX-License-Identifier: GPL-3.0-or-later
#include <client/langfuse/environmentname.h>
#include <client/retryafter.h>
#include <client/retrypause.h>

#include <QTest>

using namespace sekisho;
using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using client::EnvironmentFault;
using client::RetryPause;
using std::chrono::milliseconds;

Q_DECLARE_METATYPE(sekisho::client::EnvironmentFault)

class RetryPauseTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void growsToItsLimit();
    void isSpread();
    void neverComesBeforeItIsAsked();
    void readsRetryAfter_data();
    void readsRetryAfter();
    void knowsGoodEnvironments_data();
    void knowsGoodEnvironments();
};

void RetryPauseTest::growsToItsLimit()
{
    RetryPause pause({1s, 10s, 1h}, [] { return 1.0; });
    for (const milliseconds expected : {1000ms, 2000ms, 4000ms, 8000ms, 10000ms, 10000ms})
        QCOMPARE(pause.next(), expected);
    pause.reset();
    QCOMPARE(pause.next(), 1000ms);
}

void RetryPauseTest::isSpread()
{
    RetryPause earliest({1s, 10s, 1h}, [] { return 0.0; });
    RetryPause middle({1s, 10s, 1h}, [] { return 0.5; });
    QCOMPARE(earliest.next(), 500ms);
    QCOMPARE(middle.next(), 750ms);
    RetryPause real({1s, 10s, 1h});
    for (int i = 0; i < 100; ++i) {
        real.reset();
        const auto drawn = real.next();
        QVERIFY(drawn >= 500ms && drawn <= 1s);
    }
}

void RetryPauseTest::neverComesBeforeItIsAsked()
{
    RetryPause pause({1s, 10s, 1h}, [] { return 0.0; });
    QCOMPARE(pause.next(30s), 30s);
    // A shorter wish does not make a growing pause shorter.
    QCOMPARE(pause.next(100ms), 1s);
    QCOMPARE(pause.next(48h), 1h);
}

void RetryPauseTest::readsRetryAfter_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<int>("seconds"); // -1: not understood
    QTest::newRow("seconds") << QByteArray("120") << 120;
    QTest::newRow("no time at all") << QByteArray("0") << 0;
    QTest::newRow("a date") << QByteArray("Sun, 06 Nov 1994 08:50:37 GMT") << 60;
    QTest::newRow("a date in the form of RFC 850") << QByteArray("Sunday, 06-Nov-94 08:50:37 GMT") << 60;
    QTest::newRow("a date in the form of C") << QByteArray("Sun Nov  6 08:50:37 1994") << 60;
    QTest::newRow("a date that has passed") << QByteArray("Sun, 06 Nov 1994 08:00:00 GMT") << 0;
    QTest::newRow("less than nothing") << QByteArray("-5") << -1;
    QTest::newRow("a word") << QByteArray("soon") << -1;
    QTest::newRow("nothing") << QByteArray() << -1;
}

void RetryPauseTest::readsRetryAfter()
{
    QFETCH(QByteArray, field);
    QFETCH(int, seconds);
    const auto now = *core::parseIso8601(u"1994-11-06T08:49:37Z"_s);
    const auto read = client::readRetryAfter(field, now);
    QCOMPARE(read.has_value(), seconds >= 0);
    QCOMPARE(read.value_or(-1s), milliseconds(std::chrono::seconds(seconds)));
}

void RetryPauseTest::knowsGoodEnvironments_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<EnvironmentFault>("fault");
    QTest::newRow("none") << QString() << EnvironmentFault::None;
    QTest::newRow("letters, digits, - and _") << u"staging-2_eu"_s << EnvironmentFault::None;
    QTest::newRow("as long as may be") << QString(40, u'a') << EnvironmentFault::None;
    QTest::newRow("a letter more") << QString(41, u'a') << EnvironmentFault::TooLong;
    QTest::newRow("a capital") << u"Staging"_s << EnvironmentFault::Characters;
    QTest::newRow("a space") << u"my laptop"_s << EnvironmentFault::Characters;
    QTest::newRow("Japanese") << u"本番"_s << EnvironmentFault::Characters;
    QTest::newRow("Langfuse's own") << u"langfuse-eval"_s << EnvironmentFault::Reserved;
}

void RetryPauseTest::knowsGoodEnvironments()
{
    QFETCH(QString, name);
    QFETCH(EnvironmentFault, fault);
    QCOMPARE(client::environmentFault(name), fault);
}

QTEST_GUILESS_MAIN(RetryPauseTest)
#include "tst_retrypause.moc"
