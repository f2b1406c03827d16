// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <QTest>

#include <support/fakeupstream.h>
#include <support/postgresserver.h>
#include <support/testdatabase.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using core::Json;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;

/// A gateway whose PostgreSQL server goes away and comes back.
class TestDatabaseLoss : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void callsGoOnAndNoneIsLost();
    void readinessMayStayGood();
    void whatOthersChangedIsReadAgain();
    void aSecondGatewayIsRefused();
    void aGatewayThatLostTheDatabaseToAnotherServesNoMore();

private:
    static constexpr int Clients = 16;

    storage::DatabaseAddress address() const
    {
        return *storage::DatabaseAddress::parse(m_server.url(m_schema));
    }
    void callUntil(int completed);
    void harvest();
    void finishCalls();
    QHash<QString, int> recordedCalls();
    std::shared_ptr<test::Reply> readiness()
    {
        return m_fixture->master().request("GET", u"/health/readiness"_s);
    }
    void restartServer();

    support::PostgresServer &m_server = support::postgresServer();
    int m_count = 0;
    QString m_schema;
    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m_fixture;
    std::unique_ptr<test::TestClient> m_client;
    QList<std::shared_ptr<test::Reply>> m_underWay;
    QSet<QString> m_completed;
};

void TestDatabaseLoss::init()
{
    m_schema = u"loss_%1"_s.arg(++m_count);
    m_upstream = std::make_unique<FakeUpstream>();
    m_upstream->answer(
        FakeAnswer::json(200, R"({"id":"a","object":"chat.completion","choices":[],)"
                              R"("usage":{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30}})"));
    m_fixture = std::make_unique<GatewayFixture>();
    m_fixture->options.databaseUrl = address();
    m_fixture->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url())};
}

void TestDatabaseLoss::cleanup()
{
    m_underWay.clear();
    m_completed.clear();
    m_client.reset();
    m_fixture.reset();
    m_upstream.reset();
    if (!m_server.isRunning())
        m_server.start();
}

void TestDatabaseLoss::restartServer()
{
    m_server.crash();
    m_server.start();
}

void TestDatabaseLoss::harvest()
{
    for (const auto &reply : std::as_const(m_underWay)) {
        if (reply->isDone && reply->status == 200)
            m_completed.insert(QString::fromLatin1(reply->callId()));
        else if (reply->isDone || reply->isBroken)
            qWarning("A call failed: %d %s", reply->status, reply->body.constData());
    }
    m_underWay.removeIf([](const auto &reply) { return reply->isDone || reply->isBroken; });
}

void TestDatabaseLoss::callUntil(int completed)
{
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            harvest();
            while (m_underWay.size() < Clients)
                m_underWay.append(
                    m_client->send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s)));
            return m_completed.size() >= completed;
        }(),
        60000);
}

void TestDatabaseLoss::finishCalls()
{
    QTRY_VERIFY_WITH_TIMEOUT((harvest(), m_underWay.isEmpty()), 30000);
}

QHash<QString, int> TestDatabaseLoss::recordedCalls()
{
    QHash<QString, int> calls;
    const QString rows = m_server.sql(u"SELECT request_id FROM %1.spend_logs"_s.arg(m_schema));
    for (const QString &id : rows.split(u'\n', Qt::SkipEmptyParts))
        ++calls[id];
    return calls;
}

void TestDatabaseLoss::callsGoOnAndNoneIsLost()
{
    QVERIFY2(m_fixture->start(), qPrintable(core::describe(m_fixture->startError())));
    m_client =
        std::make_unique<test::TestClient>(m_fixture->info().url, m_fixture->newKey({{"max_budget", 50}}));
    callUntil(150);
    m_server.crash();
    callUntil(400);
    QTRY_COMPARE_WITH_TIMEOUT(readiness()->status, 503, 20000);
    const Json state = readiness()->json();
    QCOMPARE(core::stringOr(state, "db"), u"Not connected"_s);
    QCOMPARE(core::stringOr(state, "ledger"), u"writable"_s);
    QCOMPARE(m_fixture->master().request("GET", u"/health/liveliness"_s)->status, 200);
    const auto refused = m_fixture->master().request("POST", u"/key/generate"_s, {{"key_alias", "x"}});
    QCOMPARE(refused->status, 503);
    QCOMPARE(refused->errorType(), u"no_db_connection"_s);
    QVERIFY2(refused->body.contains("database cannot be used at the moment"), refused->body.constData());
    callUntil(500);
    m_server.start();
    callUntil(600);
    finishCalls();
    QTRY_COMPARE_WITH_TIMEOUT(readiness()->status, 200, 20000);
    QCOMPARE(m_fixture->master().request("POST", u"/key/generate"_s, {{"key_alias", "x"}})->status, 200);
    QTRY_COMPARE_WITH_TIMEOUT(recordedCalls().size(), m_completed.size(), 20000);
    const auto recorded = recordedCalls();
    for (const QString &call : std::as_const(m_completed))
        QCOMPARE(recorded.value(call), 1);
    // A call costs 50,000 nano-dollars.
    const QString spent = m_server.sql(u"SELECT SUM(spend) FROM %1.verification_tokens"_s.arg(m_schema));
    QCOMPARE(spent.toLongLong(), m_completed.size() * 50'000);
}

void TestDatabaseLoss::readinessMayStayGood()
{
    m_fixture->options.config.settings.readyWithoutDatabase = true;
    QVERIFY(m_fixture->start());
    m_server.crash();
    QTRY_COMPARE_WITH_TIMEOUT(core::stringOr(readiness()->json(), "db"), u"Not connected"_s, 20000);
    QCOMPARE(readiness()->status, 200);
}

void TestDatabaseLoss::whatOthersChangedIsReadAgain()
{
    QVERIFY(m_fixture->start());
    m_client = std::make_unique<test::TestClient>(m_fixture->info().url, m_fixture->newKey({}));
    const auto call = [&] {
        const auto reply =
            m_client->send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s));
        (void)QTest::qWaitFor([&] { return reply->isDone || reply->isBroken; }, 10000);
        return reply->status;
    };
    QCOMPARE(call(), 200);
    // What a change comes to whose answer the broken connection swallowed.
    m_server.sql(u"DELETE FROM %1.verification_tokens"_s.arg(m_schema));
    QCOMPARE(call(), 200);
    restartServer();
    QTRY_COMPARE_WITH_TIMEOUT(call(), 401, 20000);
}

void TestDatabaseLoss::aSecondGatewayIsRefused()
{
    QVERIFY(m_fixture->start());
    GatewayFixture second;
    second.options.databaseUrl = address();
    QVERIFY(!second.start());
    QCOMPARE(second.startError().kind, core::ErrorKind::Conflict);
    QVERIFY2(core::describe(second.startError()).contains(u"Another gateway is using the database"_s),
             qPrintable(core::describe(second.startError())));
    m_fixture->stop();
    QVERIFY(second.start());
}

void TestDatabaseLoss::aGatewayThatLostTheDatabaseToAnotherServesNoMore()
{
    QVERIFY(m_fixture->start());
    m_client = std::make_unique<test::TestClient>(m_fixture->info().url, m_fixture->newKey({}));
    callUntil(1);
    finishCalls();
    // As the other one writes it when it starts.
    m_server.sql(u"UPDATE %1.sekisho_schema SET gateway = 'another'"_s.arg(m_schema));
    restartServer();
    QTRY_VERIFY_WITH_TIMEOUT(readiness()->body.contains("another gateway serves the database now"), 20000);
    QCOMPARE(readiness()->status, 503);
    const auto reply = m_client->request("POST", u"/v1/chat/completions"_s,
                                         *core::parseJson(GatewayFixture::chat(u"small"_s)));
    QCOMPARE(reply->status, 503);
    QCOMPARE(m_fixture->master().request("POST", u"/key/generate"_s, Json::object())->status, 503);
}

QTEST_GUILESS_MAIN(TestDatabaseLoss)
#include "tst_databaseloss.moc"
