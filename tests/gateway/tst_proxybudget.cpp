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

/// The budget of everybody together, over HTTP.
class TestProxyBudget : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m_fixture;
    std::shared_ptr<core::ManualClock> m_clock;

    std::shared_ptr<test::Reply> chat(const QString &key)
    {
        return m_fixture->client(key).request("POST", u"/v1/chat/completions"_s,
                                              core::parseJson(GatewayFixture::chat(u"small"_s)).value());
    }

    Json everybody()
    {
        return m_fixture->master().request("GET", u"/v2/user/info?user_id=litellm-proxy-budget"_s)->json();
    }

private Q_SLOTS:
    void init()
    {
        m_upstream = std::make_unique<FakeUpstream>();
        m_fixture = std::make_unique<GatewayFixture>();
        m_clock = std::make_shared<core::ManualClock>(core::parseIso8601(u"2026-11-23T10:00:00Z"_s).value());
        auto &options = m_fixture->options;
        options.clock = m_clock;
        options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url())};
        options.config.settings.maxBudget = core::Money::fromUsd(0.003);
        options.config.settings.budgetDuration = u"1d"_s;
        // A call sets about 0.0021 aside, and costs 0.001.
        m_upstream->answer(FakeAnswer::json(
            200,
            R"({"id":"a","choices":[],"usage":{"prompt_tokens":0,"completion_tokens":500,"total_tokens":500}})"));
    }

    void cleanup()
    {
        m_fixture.reset();
        m_upstream.reset();
    }

    void holdsForEverybodyUntilItStartsAnew()
    {
        QVERIFY2(m_fixture->start(), qPrintable(core::describe(m_fixture->startError())));
        QVERIFY(everybody()["max_budget"] == Json(0.003));
        QVERIFY(everybody()["budget_reset_at"] == Json("2026-11-24T00:00:00Z"));
        const QString key = m_fixture->newKey(Json::object());
        QCOMPARE(chat(key)->status, 200);
        for (const QString &whose : {key, m_fixture->newKey(Json::object()), GatewayFixture::MasterKey}) {
            const auto refused = chat(whose);
            QCOMPARE(refused->status, 429);
            const Json error = refused->json()["error"];
            QVERIFY(error["budget"]["level"] == Json("proxy"));
            QVERIFY(error["budget"]["object"] == Json("litellm-proxy-budget"));
            QVERIFY(core::stringOr(error, "message").contains(u"Proxy"_s));
        }
        m_fixture->stop();
        QVERIFY(m_fixture->start());
        QVERIFY(everybody()["spend"] == Json(0.001));
        QCOMPARE(chat(key)->status, 429);
        m_clock->advance(14h);
        QTRY_VERIFY(everybody()["spend"] == Json(0.0));
        QCOMPARE(chat(key)->status, 200);
        QVERIFY(everybody()["budget_reset_at"] == Json("2026-11-25T00:00:00Z"));
    }

    void itsRowStaysAndFollowsTheConfiguration()
    {
        QVERIFY(m_fixture->start());
        const auto refused =
            m_fixture->master().request("POST", u"/user/delete"_s, {{"user_ids", {"litellm-proxy-budget"}}});
        QCOMPARE(refused->status, 400);
        const QString key = m_fixture->newKey(Json::object());
        QCOMPARE(chat(key)->status, 200);
        m_fixture->stop();
        m_fixture->options.config.settings.maxBudget = core::Money::fromUsd(0.004);
        m_fixture->options.config.settings.budgetDuration = u"30d"_s;
        QVERIFY(m_fixture->start());
        QVERIFY(everybody()["budget_reset_at"] == Json("2026-12-01T00:00:00Z"));
        QVERIFY(everybody()["spend"] == Json(0.001));
        QCOMPARE(chat(key)->status, 200);
        QCOMPARE(chat(key)->status, 429);
    }
};

QTEST_GUILESS_MAIN(TestProxyBudget)
#include "tst_proxybudget.moc"
