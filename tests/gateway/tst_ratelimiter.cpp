// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/ratelimiter.h>

#include <QTest>

#include <thread>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Requests, tokens and calls under way: what is let in, refused and given back, to the edge of the minute.
class TestRateLimiter : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void letsInWithoutLimits();
    void countsRequestsToTheEdgeOfTheMinute();
    void aMinuteBeginsWithItsFirstRequest();
    void aCallThatEndsLaterCountsItsTokensThen();
    void setsTokensAsideAndSettlesThem();
    void anUnboundedCallMayGoAlone();
    void aBoundedCallMustFit();
    void anUnboundedCallNeedsRoomForItsPrompt();
    void givesAPlaceBack_data();
    void givesAPlaceBack();
    void takesOnAllLevelsOrOnNone();
    void namesTheLimit();
    void countsModelsOfAnObjectApart();
    void aClockSetBackLocksNobodyOut();
    void recallsWhatWasBeforeARestart();
    void forgetsWhoIsIdle();
    void neverPassesALimitFromManyThreads();

private:
    RateLevel level(RateLimits limits, const QString &model = {}) const
    {
        return {RateKind::Key, limits, m_meter, model, {}};
    }
    tl::expected<RateTicket, RateShortage> take(RateLimits limits, TokenDemand demand = {})
    {
        return m_limiter->take({level(limits)}, demand);
    }

    const core::Timestamp m_start = core::parseIso8601(u"2026-11-23T10:00:00Z"_s).value();
    core::ManualClock m_clock{m_start};
    std::shared_ptr<SpendMeter> m_meter = std::make_shared<SpendMeter>();
    std::unique_ptr<RateLimiter> m_limiter;
};

static RateLimits requests(std::int64_t most)
{
    return {most, std::nullopt, std::nullopt};
}

static RateLimits tokens(std::int64_t most)
{
    return {std::nullopt, most, std::nullopt};
}

static RateLimits parallel(std::int64_t most)
{
    return {std::nullopt, std::nullopt, most};
}

static TokenDemand bounded(std::int64_t most)
{
    return {most, 1, true};
}

static TokenDemand unbounded(std::int64_t most, std::int64_t likely)
{
    return {most, likely, false};
}

void TestRateLimiter::init()
{
    m_clock.set(m_start);
    m_limiter = std::make_unique<RateLimiter>(m_clock);
}

void TestRateLimiter::letsInWithoutLimits()
{
    const auto ticket = m_limiter->take({}, bounded(1'000'000));
    QVERIFY(ticket.has_value());
    QVERIFY(ticket->standings().empty());
    QCOMPARE(m_limiter->size(), std::size_t(0));
}

void TestRateLimiter::countsRequestsToTheEdgeOfTheMinute()
{
    QVERIFY(take(requests(2)).has_value());
    m_clock.advance(59'999'999us);
    QVERIFY(take(requests(2)).has_value());
    const auto refused = take(requests(2));
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().resetAt, m_start + 60s);
    m_clock.advance(1us);
    QVERIFY(take(requests(2)).has_value());
    QVERIFY(take(requests(2)).has_value());
    QVERIFY(!take(requests(2)).has_value());
}

void TestRateLimiter::aMinuteBeginsWithItsFirstRequest()
{
    QVERIFY(take(requests(1)).has_value());
    m_clock.advance(100s);
    QVERIFY(take(requests(1)).has_value());
    m_clock.advance(59s);
    QVERIFY(!take(requests(1)).has_value());
    m_clock.advance(1s);
    QVERIFY(take(requests(1)).has_value());
}

void TestRateLimiter::aCallThatEndsLaterCountsItsTokensThen()
{
    auto slow = take(tokens(100), bounded(80));
    QVERIFY(slow.has_value());
    m_clock.advance(60s);
    // What it has set aside stays set aside: its tokens come in this minute.
    QVERIFY(!take(tokens(100), bounded(21)).has_value());
    auto quick = take(tokens(100), bounded(20));
    QVERIFY(quick.has_value());
    slow->settle(80);
    quick->settle(20);
    QVERIFY(!take(tokens(100), bounded(1)).has_value());
    m_clock.advance(60s);
    QVERIFY(take(tokens(100), bounded(100)).has_value());
}

void TestRateLimiter::setsTokensAsideAndSettlesThem()
{
    auto first = take(tokens(100), bounded(60));
    QVERIFY(first.has_value());
    const auto refused = take(tokens(100), bounded(41));
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().used, 0);
    QCOMPARE(refused.error().setAside, 60);
    first->settle(10);
    first->settle(10);
    auto second = take(tokens(100), bounded(90));
    QVERIFY(second.has_value());
    QCOMPARE(second->standings()[0].tokensLeft, 0);
}

void TestRateLimiter::anUnboundedCallMayGoAlone()
{
    auto alone = take(tokens(100), unbounded(4096, 20));
    QVERIFY(alone.has_value());
    QVERIFY(!take(tokens(100), unbounded(4096, 20)).has_value());
    QVERIFY(!take(tokens(100), bounded(1)).has_value());
    alone->settle(30);
    QVERIFY(take(tokens(100), unbounded(4096, 70)).has_value());
}

void TestRateLimiter::aBoundedCallMustFit()
{
    QVERIFY(take(tokens(100), bounded(100)).has_value());
    QVERIFY(!take(tokens(100), bounded(101)).has_value());
}

void TestRateLimiter::anUnboundedCallNeedsRoomForItsPrompt()
{
    QVERIFY(!take(tokens(100), unbounded(4096, 101)).has_value());
}

void TestRateLimiter::givesAPlaceBack_data()
{
    QTest::addColumn<QString>("ending");
    QTest::newRow("a call that is settled") << u"settled"_s;
    QTest::newRow("a call that is forgotten") << u"destroyed"_s;
    QTest::newRow("a call whose ticket is replaced") << u"replaced"_s;
}

void TestRateLimiter::givesAPlaceBack()
{
    QFETCH(QString, ending);
    auto first = std::make_unique<RateTicket>(std::move(*take(parallel(1))));
    const auto refused = take(parallel(1));
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().type, RateType::Parallel);
    m_clock.advance(120s);
    QVERIFY2(!take(parallel(1)).has_value(), "a call under way keeps its place whatever the minute");
    if (ending == u"settled")
        first->settle(1);
    else if (ending == u"replaced")
        *first = RateTicket();
    else
        first.reset();
    QVERIFY(take(parallel(1)).has_value());
}

void TestRateLimiter::takesOnAllLevelsOrOnNone()
{
    const auto other = std::make_shared<SpendMeter>();
    const RateLevel team{RateKind::Team, requests(1), other, {}, {}};
    QVERIFY(m_limiter->take({level(requests(2)), team}, {}).has_value());
    const auto refused = m_limiter->take({level(requests(2)), team}, {});
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().level, std::size_t(1));
    // The key's second request is still there.
    QVERIFY(take(requests(2)).has_value());
    QVERIFY(!take(requests(2)).has_value());
}

void TestRateLimiter::namesTheLimit()
{
    auto first = take({1, 100, 1}, bounded(60));
    QCOMPARE(first->standings()[0].requestsLeft, 0);
    QCOMPARE(first->standings()[0].tokensLeft, 40);
    auto refused = take({1, 100, 1}, bounded(1));
    QCOMPARE(refused.error().type, RateType::Requests);
    QCOMPARE(refused.error().limit, 1);
    QCOMPARE(refused.error().used, 1);
    refused = take({9, 100, 9}, bounded(41));
    QCOMPARE(refused.error().type, RateType::Tokens);
    QCOMPARE(refused.error().limit, 100);
}

void TestRateLimiter::countsModelsOfAnObjectApart()
{
    QVERIFY(m_limiter->take({level(requests(1), u"a"_s)}, {}).has_value());
    QVERIFY(m_limiter->take({level(requests(1), u"b"_s)}, {}).has_value());
    QVERIFY(m_limiter->take({level(requests(1))}, {}).has_value());
    QVERIFY(!m_limiter->take({level(requests(1), u"a"_s)}, {}).has_value());
}

void TestRateLimiter::aClockSetBackLocksNobodyOut()
{
    QVERIFY(take(requests(1)).has_value());
    m_clock.set(m_start - 3600s);
    QVERIFY(take(requests(1)).has_value());
    QVERIFY(!take(requests(1)).has_value());
    m_clock.advance(60s);
    QVERIFY(take(requests(1)).has_value());
}

void TestRateLimiter::recallsWhatWasBeforeARestart()
{
    const RateLevel limited = level({3, 100, std::nullopt});
    m_limiter->recall(limited, m_start - 30s, 40);
    m_limiter->recall(limited, m_start - 10s, 30);
    QVERIFY(!m_limiter->take({limited}, bounded(31)).has_value());
    QVERIFY(m_limiter->take({limited}, bounded(30)).has_value());
    QVERIFY(!m_limiter->take({limited}, bounded(1)).has_value());
    m_clock.advance(30s);
    QVERIFY(m_limiter->take({limited}, bounded(100)).has_value());
}

void TestRateLimiter::forgetsWhoIsIdle()
{
    const auto call = [&] {
        const RateLevel once{RateKind::Key, requests(1), std::make_shared<SpendMeter>(), {}, {}};
        return m_limiter->take({once}, {});
    };
    auto underWay = call();
    for (int i = 0; i < 5000; ++i)
        QVERIFY(call().has_value());
    QVERIFY(m_limiter->size() > 4000);
    m_clock.advance(60s);
    for (int i = 0; i < 5000; ++i)
        QVERIFY(call().has_value());
    QVERIFY2(m_limiter->size() <= 2 * 5001, qPrintable(QString::number(m_limiter->size())));
    m_clock.advance(60s);
    for (int i = 0; i < 20'000; ++i)
        (void)call();
    QVERIFY2(m_limiter->size() <= 20'001, qPrintable(QString::number(m_limiter->size())));
}

void TestRateLimiter::neverPassesALimitFromManyThreads()
{
    constexpr std::int64_t Most = 1000;
    std::atomic<int> letIn{0};
    std::atomic<int> atOnce{0};
    std::atomic<bool> tooMany{false};
    const auto call = [&] {
        for (int i = 0; i < 5000; ++i) {
            auto ticket = m_limiter->take({level({Most, 7 * Most, 3})}, bounded(7));
            if (!ticket)
                continue;
            ++letIn;
            if (++atOnce > 3)
                tooMany = true;
            --atOnce;
            ticket->settle(7);
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 6; ++i)
        threads.emplace_back(call);
    for (auto &thread : threads)
        thread.join();
    QVERIFY(!tooMany);
    QCOMPARE(letIn.load(), Most);
    m_clock.advance(60s);
    const auto after = m_limiter->take({level({Most, 7 * Most, 3})}, bounded(7 * Most));
    QVERIFY(after.has_value());
}

QTEST_GUILESS_MAIN(TestRateLimiter)
#include "tst_ratelimiter.moc"
