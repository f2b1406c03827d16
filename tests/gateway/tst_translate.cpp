// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/stages/translate.h>

#include <QTest>

using namespace sekisho::gateway;

/// What of a client's request goes to the provider.
class TestTranslate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void passesTheBodyAsItIs();
    void tellsWhatTheClientWants_data();
    void tellsWhatTheClientWants();
};

void TestTranslate::passesTheBodyAsItIs()
{
    RequestLife life;
    life.request.body = R"({ "model":"m", "unknown": [1.50, "\u95a2"] })";
    const auto upstream = Translate().run(life);
    QCOMPARE(upstream.body, life.request.body);
    // A prompt may be large: the next attempt and this one share it.
    QVERIFY(upstream.body.constData() == std::as_const(life.request.body).constData());
}

void TestTranslate::tellsWhatTheClientWants_data()
{
    QTest::addColumn<bool>("stream");
    QTest::addColumn<bool>("usage");
    QTest::newRow("a plain answer") << false << false;
    QTest::newRow("a stream") << true << false;
    QTest::newRow("a stream that ends with its usage") << true << true;
}

void TestTranslate::tellsWhatTheClientWants()
{
    QFETCH(bool, stream);
    QFETCH(bool, usage);
    RequestLife life;
    life.command.stream = stream;
    life.command.wantsUsage = usage;
    const auto upstream = Translate().run(life);
    QCOMPARE(upstream.stream, stream);
    QCOMPARE(upstream.clientWantsUsage, usage);
}

QTEST_GUILESS_MAIN(TestTranslate)
#include "tst_translate.moc"
