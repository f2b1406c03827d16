// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"
#include "wireanswers.h"

#include <http/rawclient.h>

#include <QTest>
#include <QTimer>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using test::answersIn;
using test::chatRequest;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;

/// Clients that send a byte now and then, so as to hold connections for nothing. Each is told to go when its
/// time is up; nobody else notices.
class TestSlowloris : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void dribblersAreTurnedOut();
    void emptyLinesAreNoRequest();
    void silenceIsEnded();

private:
    void connectMany(const QByteArray &start, const QByteArray &piece);
    bool areAllClosed() const;
    int chatStatus();

    static constexpr int Dribblers = 20; ///< of each kind
    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m_fixture;
    std::vector<std::shared_ptr<RawClient>> m_clients;
    QTimer m_dribble;
};

void TestSlowloris::init()
{
    m_upstream = std::make_unique<FakeUpstream>();
    m_upstream->answer(
        FakeAnswer::json(200, R"({"id":"a","object":"chat.completion","choices":[],)"
                              R"("usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}})"));
    m_fixture = std::make_unique<GatewayFixture>();
    m_fixture->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url())};
    m_fixture->options.limits.requestTime = 4s;
    m_fixture->options.limits.idleTime = 1s;
    m_fixture->options.limits.lingerTime = 1s;
    QVERIFY2(m_fixture->start(), qPrintable(core::describe(m_fixture->startError())));
}

void TestSlowloris::cleanup()
{
    m_dribble.stop();
    m_dribble.disconnect();
    m_clients.clear();
    m_fixture.reset();
}

/// Connections that have sent `start` and go on with `piece` by `piece`.
void TestSlowloris::connectMany(const QByteArray &start, const QByteArray &piece)
{
    for (int i = 0; i < Dribblers; ++i) {
        auto client = std::make_shared<RawClient>(m_fixture->info().port, std::nullopt);
        client->send(start);
        connect(&m_dribble, &QTimer::timeout, this, [client, piece] {
            if (!client->isClosed())
                client->send(piece);
        });
        m_clients.push_back(std::move(client));
    }
    m_dribble.start(50ms);
}

bool TestSlowloris::areAllClosed() const
{
    return std::all_of(m_clients.begin(), m_clients.end(),
                       [](const auto &client) { return client->isClosed(); });
}

int TestSlowloris::chatStatus()
{
    auto client = m_fixture->client(GatewayFixture::MasterKey);
    const auto reply = client.send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s));
    test::TestClient::waitFor(*reply);
    return reply->status;
}

void TestSlowloris::dribblersAreTurnedOut()
{
    const QByteArray body = GatewayFixture::chat(u"small"_s);
    connectMany("P", "O");
    connectMany(chatRequest(body).first(60), "x");
    connectMany(chatRequest({}, {}).chopped(2), "X: y\r\n");
    connectMany(chatRequest("Content-Length: 5000\r\n", body), " ");
    connectMany(chatRequest("Transfer-Encoding: chunked\r\n", {}), "1\r\n \r\n");
    QCOMPARE(chatStatus(), 200);
    QVERIFY2(!areAllClosed(), "others were served only once the slow ones had gone");
    QTRY_VERIFY_WITH_TIMEOUT(areAllClosed(), 30'000);
    for (const auto &client : m_clients) {
        const auto answers = answersIn(client->received());
        QCOMPARE(answers.size(), 1);
        QVERIFY2(answers[0].flawAsError(408).isEmpty(), qPrintable(answers[0].flawAsError(408)));
        QVERIFY(answers[0].closes());
    }
    QCOMPARE(m_upstream->requests().size(), 1);
    QCOMPARE(chatStatus(), 200);
}

void TestSlowloris::emptyLinesAreNoRequest()
{
    connectMany("\r\n", "\r\n");
    QCOMPARE(chatStatus(), 200);
    QTRY_VERIFY_WITH_TIMEOUT(areAllClosed(), 30'000);
    for (const auto &client : m_clients)
        QVERIFY(client->received().isEmpty());
}

void TestSlowloris::silenceIsEnded()
{
    connectMany({}, {});
    QCOMPARE(chatStatus(), 200);
    QTRY_VERIFY_WITH_TIMEOUT(areAllClosed(), 30'000);
    for (const auto &client : m_clients)
        QVERIFY(client->received().isEmpty());
}

QTEST_GUILESS_MAIN(TestSlowloris)
#include "tst_slowloris.moc"
