// SPDX-License-Identifier: GPL-3.0-or-later
#include <core/clock.h>
#include <core/ids.h>
#include <core/mask.h>
#include <core/money.h>
#include <core/secretstring.h>
#include <core/taskthread.h>

#include <QTest>

#include <limits>

using namespace sekisho::core;

class ValuesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tokensArePricedExactly();
    void absurdMoneyIsClamped();
    void timesRoundTrip_data();
    void timesRoundTrip();
    void keysHaveTheirForm();
    void comparesInConstantTime();
    void secretsDoNotPrint();
    void taskThreadFinishesQueuedJobs();
    void cancelledJobsAreSkipped();
};

void ValuesTest::tokensArePricedExactly()
{
    const auto price = TokenPrice::fromUsdPerToken(0.075e-6);
    QCOMPARE(price.picos, 75'000);
    QCOMPARE(price.forTokens(1).nanos(), 75);
    QCOMPARE(price.forTokens(1'000'000'000).nanos(), 75'000'000'000);
}

void ValuesTest::absurdMoneyIsClamped()
{
    QCOMPARE(Money::fromUsd(std::numeric_limits<double>::quiet_NaN()).nanos(), 0);
    QVERIFY(Money::fromUsd(1e300) > Money::fromUsd(1e6));
    QVERIFY(Money::fromUsd(1e300) + Money::fromUsd(1e300) > Money::fromUsd(1e300));
}

void ValuesTest::timesRoundTrip_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("whole seconds") << "2026-11-23T10:05:00Z"
                                   << "2026-11-23T10:05:00Z";
    QTest::newRow("microseconds") << "2026-11-23T10:05:00.000001Z"
                                  << "2026-11-23T10:05:00.000001Z";
    QTest::newRow("nanoseconds are cut") << "2026-11-23T10:05:00.123456789Z"
                                         << "2026-11-23T10:05:00.123456Z";
    QTest::newRow("offset") << "2026-11-23T19:05:00+09:00"
                            << "2026-11-23T10:05:00Z";
    QTest::newRow("no zone is UTC") << "2026-11-23 10:05:00"
                                    << "2026-11-23T10:05:00Z";
    QTest::newRow("a date") << "2026-11-23"
                            << "2026-11-23T00:00:00Z";
    QTest::newRow("rubbish") << "yesterday"
                             << "";
    QTest::newRow("no such day") << "2026-13-41T00:00:00Z"
                                 << "";
}

void ValuesTest::timesRoundTrip()
{
    QFETCH(QString, text);
    const auto time = parseIso8601(text);
    QTEST(time ? toIso8601(*time) : QString(), "expected");
}

void ValuesTest::keysHaveTheirForm()
{
    const QString key = newVirtualKey();
    QVERIFY(key.startsWith(QStringLiteral("sk-")));
    QCOMPARE(key.size(), 25);
    QVERIFY(key != newVirtualKey());
    QCOMPARE(maskKey(QStringLiteral("sk-abcdefghW8TA")), QStringLiteral("sk-...W8TA"));
    QCOMPARE(maskKey(QStringLiteral("sk-1234")), QStringLiteral("sk-..."));
    QCOMPARE(sha256Hex("abc"),
             QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
}

void ValuesTest::comparesInConstantTime()
{
    QVERIFY(equalInConstantTime("same", "same"));
    QVERIFY(!equalInConstantTime("same", "sane"));
    QVERIFY(!equalInConstantTime("same", "same "));
}

void ValuesTest::secretsDoNotPrint()
{
    QString text;
    QDebug(&text) << SecretString(QStringLiteral("sk-secret"));
    QVERIFY(!text.contains(QStringLiteral("sk-secret")));
}

void ValuesTest::taskThreadFinishesQueuedJobs()
{
    std::atomic<int> done = 0;
    {
        TaskThread thread(QStringLiteral("test"));
        for (int i = 0; i < 100; ++i)
            thread.post([&done] { ++done; });
    }
    QCOMPARE(done.load(), 100);
}

void ValuesTest::cancelledJobsAreSkipped()
{
    TaskThread thread(QStringLiteral("test"));
    std::mutex gate;
    gate.lock();
    thread.post([&gate] { std::scoped_lock wait(gate); });
    bool ran = false;
    auto future = thread.run<int>([&ran]() -> Result<int> {
        ran = true;
        return 1;
    });
    future.cancel();
    gate.unlock();
    future.waitForFinished();
    thread.run<int>([]() -> Result<int> { return 0; }).waitForFinished();
    QVERIFY(!ran);
}

QTEST_GUILESS_MAIN(ValuesTest)
#include "tst_values.moc"
