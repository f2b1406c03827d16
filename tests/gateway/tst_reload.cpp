// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using core::Json;
using gateway::GatewayConfig;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;

/// A gateway that is given another configuration while it runs.
class TestReload : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void servesTheModelsOfTheNewOne();
    void keepsWhatWasAddedByRequest();
    void followsItsSettings();
    void followsABudgetForEverybody();
    void letsCallsUnderWayEnd();
    void tellsWhatWaitsForAStart();
    void isRefusedWhenNothingRuns();

private:
    core::Result<QStringList> reload(const GatewayConfig &config);
    int chatStatus(const QString &model, const QString &key = GatewayFixture::MasterKey);
    GatewayConfig config() const { return m_fixture->options.config; }

    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m_fixture;
};

void TestReload::init()
{
    m_upstream = std::make_unique<FakeUpstream>();
    m_upstream->answer(FakeAnswer::chatCompletion());
    m_fixture = std::make_unique<GatewayFixture>();
    m_fixture->options.threads = 2;
    m_fixture->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url())};
    QVERIFY2(m_fixture->start(), qPrintable(core::describe(m_fixture->startError())));
}

void TestReload::cleanup()
{
    m_fixture.reset();
}

core::Result<QStringList> TestReload::reload(const GatewayConfig &config)
{
    const auto reloaded = m_fixture->gateway().reload(config);
    if (!QTest::qWaitFor([&] { return reloaded.isFinished(); }, 20'000))
        return core::fail(core::ErrorKind::Timeout, u"no answer"_s);
    return reloaded.result();
}

int TestReload::chatStatus(const QString &model, const QString &key)
{
    auto client = m_fixture->client(key);
    const auto reply = client.send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(model));
    test::TestClient::waitFor(*reply);
    return reply->status;
}

void TestReload::servesTheModelsOfTheNewOne()
{
    QCOMPARE(chatStatus(u"small"_s), 200);
    QCOMPARE(chatStatus(u"large"_s), 400);
    auto next = config();
    next.deployments = {GatewayFixture::deployment(u"large"_s, m_upstream->url())};
    next.settings.modelGroupAlias = {{"big", "large"}};
    QVERIFY(reload(next));
    QCOMPARE(chatStatus(u"small"_s), 400);
    QCOMPARE(chatStatus(u"large"_s), 200);
    QCOMPARE(chatStatus(u"big"_s), 200);
    QVERIFY(reload(config()));
    QCOMPARE(chatStatus(u"small"_s), 200);
    QCOMPARE(chatStatus(u"big"_s), 400);
}

void TestReload::keepsWhatWasAddedByRequest()
{
    Json model{{"model_name", "added"}};
    model["litellm_params"] = {
        {"model", "openai/other"}, {"api_base", m_upstream->url().toString()}, {"api_key", "sk-upstream"}};
    QCOMPARE(m_fixture->master().request("POST", u"/model/new"_s, model)->status, 200);
    const QString key = m_fixture->newKey({{"models", {"added"}}});
    QCOMPARE(chatStatus(u"added"_s, key), 200);
    auto next = config();
    next.deployments.clear();
    QVERIFY(reload(next));
    QCOMPARE(chatStatus(u"added"_s, key), 200);
}

void TestReload::followsItsSettings()
{
    const QString key = m_fixture->newKey({});
    QCOMPARE(chatStatus(u"small"_s, key), 200);
    auto next = config();
    next.settings.enforceUserParam = true;
    QVERIFY(reload(next));
    // On every I/O thread: each client has a connection of its own.
    for (int i = 0; i < 8; ++i)
        QCOMPARE(chatStatus(u"small"_s, key), 400);
    next.settings.enforceUserParam = false;
    next.settings.allowedIps = {u"192.0.2.1"_s};
    QVERIFY(reload(next));
    QCOMPARE(chatStatus(u"small"_s, key), 403);
    QVERIFY(reload(config()));
    for (int i = 0; i < 8; ++i)
        QCOMPARE(chatStatus(u"small"_s, key), 200);
}

void TestReload::followsABudgetForEverybody()
{
    const QString key = m_fixture->newKey({});
    QCOMPARE(chatStatus(u"small"_s, key), 200);
    auto next = config();
    next.settings.maxBudget = core::Money::fromNanos(1);
    QVERIFY(reload(next));
    QCOMPARE(chatStatus(u"small"_s, key), 429);
    next.settings.maxBudget = core::Money::fromNanos(1'000'000'000);
    QVERIFY(reload(next));
    QCOMPARE(chatStatus(u"small"_s, key), 200);
}

void TestReload::letsCallsUnderWayEnd()
{
    m_upstream->answer(
        FakeAnswer::chatStream(QStringList(50, u"word "_s), R"({"prompt_tokens":10,"completion_tokens":20})")
            .inPiecesOf(200)
            .every(5ms));
    const auto reply =
        m_fixture->master().send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s, true));
    QTRY_VERIFY(!reply->body.isEmpty());
    auto next = config();
    next.deployments.clear();
    QVERIFY(reload(next));
    test::TestClient::waitFor(*reply);
    QVERIFY(reply->body.endsWith("data: [DONE]\n\n"));
    QCOMPARE(core::stringOr(m_fixture->row(reply->callId()), "status"), u"success"_s);
}

void TestReload::tellsWhatWaitsForAStart()
{
    auto next = config();
    next.masterKey = core::SecretString(u"sk-another"_s);
    next.settings.logRetention.reset();
    const auto notes = reload(next);
    QVERIFY(notes);
    QVERIFY(notes->contains(u"master_key takes effect at the next start"_s));
    QVERIFY(notes->contains(u"maximum_spend_logs_retention_period takes effect at the next start"_s));
    QCOMPARE(chatStatus(u"small"_s), 200);
}

void TestReload::isRefusedWhenNothingRuns()
{
    gateway::Gateway stopped;
    const auto refused = stopped.reload(config());
    QVERIFY(refused.isFinished());
    QCOMPARE(refused.result().error().kind, core::ErrorKind::Conflict);
}

QTEST_GUILESS_MAIN(TestReload)
#include "tst_reload.moc"
