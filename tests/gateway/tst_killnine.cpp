// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <QProcess>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using core::Json;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;

/// The promise of the ledger: what a client was told is complete is recorded, whenever the process dies.
class TestKillNine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void losesNoCompletedCall_data();
    void losesNoCompletedCall();

private:
    static constexpr int Clients = 32;

    void writeConfig();
    bool startGateway();
    void killGateway();
    void loadUntil(std::size_t completed);
    void sendNext();
    void harvest();
    QHash<QString, int> recordedCalls();

    QTemporaryDir m_dir;
    FakeUpstream m_upstream;
    QProcess m_gateway;
    QUrl m_url;
    std::unique_ptr<test::TestClient> m_client;
    QList<std::shared_ptr<test::Reply>> m_underWay;
    QSet<QString> m_completed;
    bool m_stream = false;
};

void TestKillNine::initTestCase()
{
    QVERIFY(m_dir.isValid());
    const QByteArray usage = R"({"prompt_tokens":3,"completion_tokens":2,"total_tokens":5})";
    m_upstream.answer(FakeAnswer::chatStream({u"one"_s, u"two"_s}, usage));
    writeConfig();
}

void TestKillNine::cleanup()
{
    m_gateway.kill();
    QTRY_COMPARE(m_gateway.state(), QProcess::NotRunning);
}

void TestKillNine::writeConfig()
{
    QFile file(m_dir.filePath(u"config.yaml"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("model_list:\n"
               "  - model_name: small\n"
               "    litellm_params:\n"
               "      model: openai/small\n"
               "      api_base: " +
               m_upstream.url().toString().toUtf8() +
               "\n"
               "      input_cost_per_token: 0.000001\n"
               "      output_cost_per_token: 0.000002\n"
               "general_settings:\n"
               "  master_key: " +
               GatewayFixture::MasterKey.toUtf8() + "\n");
}

bool TestKillNine::startGateway()
{
    m_gateway.setProgram(QStringLiteral(SEKISHO_GATEWAY_PROGRAM));
    m_gateway.setArguments({u"--config"_s, m_dir.filePath(u"config.yaml"_s), u"--listen"_s, u"127.0.0.1:0"_s,
                            u"--data-dir"_s, m_dir.filePath(u"data"_s), u"--threads"_s, u"2"_s});
    m_gateway.start(QIODevice::ReadOnly);
    QByteArray line;
    const bool ready =
        QTest::qWaitFor([&] { return (line += m_gateway.readAllStandardOutput()).endsWith('\n'); }, 20000);
    m_url = QUrl(QString::fromUtf8(line.trimmed().split(' ').last()));
    m_client = std::make_unique<test::TestClient>(m_url, GatewayFixture::MasterKey);
    return ready;
}

void TestKillNine::killGateway()
{
    m_gateway.kill();
    QTRY_COMPARE(m_gateway.state(), QProcess::NotRunning);
    // What the kernel still had for the client counts as told.
    QTRY_VERIFY(std::all_of(m_underWay.begin(), m_underWay.end(),
                            [](const auto &reply) { return reply->isDone || reply->isBroken; }));
    harvest();
    m_underWay.clear();
}

void TestKillNine::sendNext()
{
    m_underWay.append(
        m_client->send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s, m_stream)));
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
                sendNext();
            return std::size_t(m_completed.size()) >= completed;
        }(),
        60000);
}

QHash<QString, int> TestKillNine::recordedCalls()
{
    QHash<QString, int> calls;
    for (int page = 1;; ++page) {
        const auto reply = m_client->request("GET", u"/spend/logs?page=%1&page_size=1000"_s.arg(page));
        const Json rows = reply->json();
        const Json &list = rows.is_array() ? rows : rows["data"];
        for (const Json &row : list)
            ++calls[core::stringOr(row, "request_id")];
        if (list.size() < 1000)
            return calls;
    }
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
    QVERIFY(startGateway());
    loadUntil(std::size_t(m_completed.size()) + std::size_t(more));
    killGateway();
    QVERIFY(startGateway());
    const auto recorded = recordedCalls();
    for (const QString &call : std::as_const(m_completed))
        QCOMPARE(recorded.value(call), 1);
    for (auto it = recorded.begin(); it != recorded.end(); ++it)
        QVERIFY2(it.value() == 1, qPrintable(it.key() + u" is there twice"_s));
    m_gateway.terminate();
    QTRY_COMPARE_WITH_TIMEOUT(m_gateway.state(), QProcess::NotRunning, 20000);
    QCOMPARE(m_gateway.exitStatus(), QProcess::NormalExit);
    QCOMPARE(m_gateway.exitCode(), 0);
}

QTEST_GUILESS_MAIN(TestKillNine)
#include "tst_killnine.moc"
