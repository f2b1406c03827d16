// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using core::Json;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;

/// A clock that is set back or ahead while the gateway runs: nobody is locked out by it for longer than a
/// period, nothing that was spent is forgotten, and the ledger stays whole.
class TestClockChanges : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void aMinuteBeginsAnew();
    void aRestartKnowsOnlyThisMinute();
    void aBudgetIsNotPutOff();
    void aBudgetIsNotPutOffByARestart();
    void whatIsSpentAfterwardsCounts();
    void aKeyExpiresByTheClockAsItIs();
    void noCallEndsBeforeItBegan();

private:
    int chatStatus(const QString &key);
    core::Json keyInfo(const QString &key);
    void runAYearAheadAndBack(const QString &key);
    void restart();

    std::shared_ptr<core::ManualClock> m_clock;
    core::Timestamp m_start;
    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m_fixture;
};

static const QString Midnight = u"2026-11-24T00:00:00"_s;

void TestClockChanges::init()
{
    m_start = core::parseIso8601(u"2026-11-23T10:00:00Z"_s).value();
    m_clock = std::make_shared<core::ManualClock>(m_start);
    m_upstream = std::make_unique<FakeUpstream>();
    // 0.0021 dollars.
    m_upstream->answer(
        FakeAnswer::chatCompletion(R"({"prompt_tokens":100,"completion_tokens":1000,"total_tokens":1100})"));
    m_fixture = std::make_unique<GatewayFixture>();
    m_fixture->options.clock = m_clock;
    m_fixture->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url())};
    QVERIFY2(m_fixture->start(), qPrintable(core::describe(m_fixture->startError())));
}

void TestClockChanges::cleanup()
{
    m_fixture.reset();
}

void TestClockChanges::restart()
{
    m_fixture->stop();
    QVERIFY2(m_fixture->start(), qPrintable(core::describe(m_fixture->startError())));
}

int TestClockChanges::chatStatus(const QString &key)
{
    auto client = m_fixture->client(key);
    const auto reply = client.send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s));
    test::TestClient::waitFor(*reply);
    return reply->status;
}

core::Json TestClockChanges::keyInfo(const QString &key)
{
    return m_fixture->master().request("GET", u"/key/info?key="_s + key)->json()["info"];
}

/// By then the budget has started anew there.
void TestClockChanges::runAYearAheadAndBack(const QString &key)
{
    m_clock->advance(24h * 365);
    QTRY_VERIFY(core::stringOr(keyInfo(key), "budget_reset_at").startsWith(u"2027"));
    m_clock->set(m_start + 1h);
}

void TestClockChanges::aMinuteBeginsAnew()
{
    const QString key = m_fixture->newKey({{"rpm_limit", 2}});
    for (const auto moved : {0h, -5h, 24h * 400, -24h * 30}) {
        m_clock->advance(moved);
        QCOMPARE(chatStatus(key), 200);
        QCOMPARE(chatStatus(key), 200);
        QCOMPARE(chatStatus(key), 429);
    }
}

/// Calls that the clock had in the future say nothing about the minute that is.
void TestClockChanges::aRestartKnowsOnlyThisMinute()
{
    const QString key = m_fixture->newKey({{"rpm_limit", 2}});
    m_clock->advance(2h);
    QCOMPARE(chatStatus(key), 200);
    m_clock->set(m_start);
    QCOMPARE(chatStatus(key), 200);
    QCOMPARE(chatStatus(key), 200);
    restart();
    QCOMPARE(chatStatus(key), 429);
    m_clock->advance(60s);
    QCOMPARE(chatStatus(key), 200);
}

void TestClockChanges::aBudgetIsNotPutOff()
{
    const QString key = m_fixture->newKey({{"max_budget", 0.0025}, {"budget_duration", "1d"}});
    QCOMPARE(chatStatus(key), 200);
    QCOMPARE(chatStatus(key), 429);
    runAYearAheadAndBack(key);
    QCOMPARE(chatStatus(key), 200);
    QCOMPARE(chatStatus(key), 429);
    QTRY_VERIFY(core::stringOr(keyInfo(key), "budget_reset_at").startsWith(Midnight));
    QCOMPARE(chatStatus(key), 429);
    m_clock->advance(13h);
    // Asked no further: the first that is let in takes all there is.
    QVERIFY(QTest::qWaitFor([&] { return chatStatus(key) == 200; }, 20'000));
}

void TestClockChanges::aBudgetIsNotPutOffByARestart()
{
    const QString key = m_fixture->newKey({{"max_budget", 0.0025}, {"budget_duration", "1d"}});
    m_clock->advance(24h * 365);
    QTRY_VERIFY(core::stringOr(keyInfo(key), "budget_reset_at").startsWith(u"2027"));
    m_fixture->stop();
    m_clock->set(m_start);
    QVERIFY(m_fixture->start());
    QVERIFY(core::stringOr(keyInfo(key), "budget_reset_at").startsWith(Midnight));
}

void TestClockChanges::whatIsSpentAfterwardsCounts()
{
    const QString key = m_fixture->newKey({{"max_budget", 0.0025}, {"budget_duration", "1d"}});
    runAYearAheadAndBack(key);
    QTRY_VERIFY(core::stringOr(keyInfo(key), "budget_reset_at").startsWith(Midnight));
    QCOMPARE(chatStatus(key), 200);
    restart();
    QCOMPARE(core::numberOr(keyInfo(key), "spend"), 0.0021);
    QCOMPARE(chatStatus(key), 429);
}

void TestClockChanges::aKeyExpiresByTheClockAsItIs()
{
    const QString key = m_fixture->newKey({{"duration", "1h"}});
    QCOMPARE(chatStatus(key), 200);
    m_clock->advance(2h);
    QCOMPARE(chatStatus(key), 401);
    m_clock->set(m_start - 24h);
    QCOMPARE(chatStatus(key), 200);
    m_clock->set(m_start + 1h + 1s);
    QCOMPARE(chatStatus(key), 401);
}

void TestClockChanges::noCallEndsBeforeItBegan()
{
    m_upstream->answerBy([this](const test::FakeRequest &) {
        m_clock->advance(-1h);
        return FakeAnswer::chatStream({u"one"_s, u"two"_s}, R"({"prompt_tokens":1,"completion_tokens":2})");
    });
    constexpr int Calls = 5;
    for (int i = 0; i < Calls; ++i) {
        const auto reply = m_fixture->master().send("POST", u"/v1/chat/completions"_s,
                                                    GatewayFixture::chat(u"small"_s, true));
        test::TestClient::waitFor(*reply);
        QCOMPARE(reply->status, 200);
    }
    const Json rows = m_fixture->rows();
    QCOMPARE(int(rows.size()), Calls);
    for (const Json &row : rows) {
        const QString began = core::stringOr(row, "startTime");
        QVERIFY(!began.isEmpty());
        QVERIFY2(core::stringOr(row, "endTime") >= began, qPrintable(core::stringOr(row, "endTime")));
        QVERIFY(core::stringOr(row, "completionStartTime") >= began);
    }
}

QTEST_GUILESS_MAIN(TestClockChanges)
#include "tst_clockchanges.moc"
