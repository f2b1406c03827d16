// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayprocess.h"

#include <QSet>
#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using test::FakeAnswer;
using test::FakeUpstream;

/// The promise of the ledger: what a client was told is complete is recorded, whenever the process dies.
class TestKillNine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void losesNoCompletedCall_data();
    void losesNoCompletedCall();

private:
    static constexpr int Clients = 32;

    void killGateway();
    void loadUntil(std::size_t completed);
    void harvest();

    FakeUpstream m_upstream;
    test::GatewayProcess m_gateway{QStringLiteral(SEKISHO_GATEWAY_PROGRAM), m_upstream.url()};
    QList<std::shared_ptr<test::Reply>> m_underWay;
    QSet<QString> m_completed;
    bool m_stream = false;
};

void TestKillNine::cleanup()
{
    QVERIFY(m_gateway.kill());
}

void TestKillNine::killGateway()
{
    QVERIFY(m_gateway.kill());
    // What the kernel still had for the client counts as told.
    QTRY_VERIFY(std::all_of(m_underWay.begin(), m_underWay.end(),
                            [](const auto &reply) { return reply->isDone || reply->isBroken; }));
    harvest();
    m_underWay.clear();
}

void TestKillNine::harvest()
{
    for (const auto &reply : std::as_const(m_underWay)) {
        const bool isWhole =
            reply->isDone && reply->status == 200 && (!m_stream || reply->body.endsWith("data: [DONE]\n\n"));
        if (isWhole)
            m_completed.insert(QString::fromLatin1(reply->callId()));
    }
    m_underWay.removeIf([](const auto &reply) { return reply->isDone || reply->isBroken; });
}

void TestKillNine::loadUntil(std::size_t completed)
{
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            harvest();
            while (m_underWay.size() < Clients)
                m_underWay.append(m_gateway.sendChat(m_stream));
            return std::size_t(m_completed.size()) >= completed;
        }(),
        60000);
}

void TestKillNine::losesNoCompletedCall_data()
{
    QTest::addColumn<bool>("stream");
    QTest::addColumn<int>("more");
    QTest::newRow("killed early, plain answers") << false << 20;
    QTest::newRow("killed amid group commits, plain answers") << false << 300;
    QTest::newRow("killed early, streams") << true << 20;
    QTest::newRow("killed amid group commits, streams") << true << 300;
    QTest::newRow("killed once more") << true << 150;
}

void TestKillNine::losesNoCompletedCall()
{
    QFETCH(bool, stream);
    QFETCH(int, more);
    m_stream = stream;
    const QByteArray usage = R"({"prompt_tokens":3,"completion_tokens":2,"total_tokens":5})";
    if (stream)
        m_upstream.answer(FakeAnswer::chatStream({u"one"_s, u"two"_s}, usage));
    else
        m_upstream.answer(FakeAnswer::json(
            200, R"({"id":"a","object":"chat.completion","choices":[],"usage":)" + usage + "}"));
    QVERIFY(m_gateway.start());
    loadUntil(std::size_t(m_completed.size()) + std::size_t(more));
    killGateway();
    QVERIFY(m_gateway.start());
    const auto recorded = m_gateway.recordedCalls();
    for (const QString &call : std::as_const(m_completed))
        QCOMPARE(recorded.value(call), 1);
    for (auto it = recorded.begin(); it != recorded.end(); ++it)
        QVERIFY2(it.value() == 1, qPrintable(it.key() + u" is there twice"_s));
    QVERIFY(m_gateway.terminate());
}

QTEST_GUILESS_MAIN(TestKillNine)
#include "tst_killnine.moc"
