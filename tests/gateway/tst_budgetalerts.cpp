// SPDX-License-Identifier: GPL-3.0-or-later
#include "limitedkey.h"

#include <gateway/alerts/webhook.h>

#include <QRegularExpression>
#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace sekisho::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using core::Json;

/// Budgets that are crossed: told once in a period, to the log and to a webhook, and no call waits for it.
class BudgetAlertsTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeUpstream> m_upstream, m_hook;
    std::shared_ptr<core::ManualClock> m_clock;
    std::unique_ptr<GatewayFixture> m;

    std::shared_ptr<Reply> chat(const QString &key)
    {
        auto client = m->client(key);
        auto reply = client.send("POST", u"/v1/chat/completions"_s,
                                 GatewayFixture::chat(u"small"_s, false, {{"user", "guest"}}));
        TestClient::waitFor(*reply);
        // Whoever asks for rows waits until they are in the database; the watch runs after that.
        (void)m->row(reply->callId());
        return reply;
    }
    QList<Json> told() const
    {
        QList<Json> events;
        for (const FakeRequest &request : m_hook->requests())
            events.append(core::parseJson(request.body).value_or(Json()));
        return events;
    }
    static void expectLog(const char *text)
    {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QString::fromLatin1(text)));
    }

private Q_SLOTS:
    void init()
    {
        m_upstream = std::make_unique<FakeUpstream>();
        m_upstream->answer(FakeAnswer::chatCompletion());
        m_hook = std::make_unique<FakeUpstream>();
        m_hook->answer(FakeAnswer::json(200, "{}"));
        m_clock = std::make_shared<core::ManualClock>(*core::parseIso8601(u"2026-11-23T10:00:00Z"_s));
        m = std::make_unique<GatewayFixture>();
        m->options.clock = m_clock;
        m->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url())};
        m->options.config.settings.alerting = {u"webhook"_s};
        m->options.environment.insert(u"WEBHOOK_URL"_s, m_hook->url(u"/hook?token=sesame"_s).toString());
    }
    void cleanup()
    {
        m.reset();
        m_hook.reset();
        m_upstream.reset();
    }

    void aSoftBudgetIsTold_data()
    {
        QTest::addColumn<QString>("level");
        QTest::addColumn<QString>("group");
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("id");
        QTest::newRow("of a key") << u"key"_s << u"key"_s << u"key_alias"_s << u"soft"_s;
        QTest::newRow("of a budget that keys share")
            << u"budget"_s << u"budget"_s << u"budget_id"_s << u"b"_s;
        QTest::newRow("of a user") << u"user"_s << u"internal_user"_s << u"user_id"_s << u"u"_s;
        QTest::newRow("of a team") << u"team"_s << u"team"_s << u"team_id"_s << u"t"_s;
        QTest::newRow("of an organization")
            << u"organization"_s << u"organization"_s << u"organization_id"_s << u"o"_s;
        QTest::newRow("of a tag") << u"tag"_s << u"tag"_s << u"tag"_s << u"x"_s;
        QTest::newRow("of a customer") << u"end_user"_s << u"customer"_s << u"customer_id"_s << u"guest"_s;
    }

    void aSoftBudgetIsTold()
    {
        QFETCH(QString, level);
        QFETCH(QString, group);
        QFETCH(QString, member);
        QFETCH(QString, id);
        QVERIFY(m->start());
        Json limits{{"soft_budget", 0.00004}, {"max_budget", 1}};
        if (level == u"key")
            limits["key_alias"] = "soft";
        const QString key = keyLimitedAt(*m, level, limits);
        QVERIFY(!key.isEmpty());
        expectLog("^Soft budget crossed: ");
        QCOMPARE(chat(key)->status, 200); // 0.00005 USD
        QTRY_COMPARE_WITH_TIMEOUT(m_hook->requests().size(), 1, 20'000);
        const Json event = told().first();
        QCOMPARE(core::stringOr(event, "event"), u"soft_budget_crossed"_s);
        QCOMPARE(core::stringOr(event, "event_group"), group);
        QCOMPARE(core::stringOr(event, member.toLatin1().constData()), id);
        QVERIFY(event["spend"].get<double>() > 0.00004 && event["spend"].get<double>() < 0.00006);
        QCOMPARE(event["soft_budget"].get<double>(), 0.00004);
        QCOMPARE(event["max_budget"].get<double>(), 1.0);
        QVERIFY(core::stringOr(event, "event_message").startsWith(u"Soft budget crossed: "_s));
        const FakeRequest &request = m_hook->requests().first();
        QVERIFY(!request.body.contains(key.toUtf8()) && !request.body.contains("sesame"));
        QCOMPARE(request.header("Content-Type"), QByteArray("application/json"));
        QCOMPARE(request.target, QByteArray("/hook?token=sesame"));
    }

    void itIsToldOnceInAPeriod()
    {
        QVERIFY(m->start());
        expectLog("^Soft budget crossed: key soft");
        expectLog("^Soft budget crossed: key soft");
        const QString key =
            m->newKey({{"soft_budget", 0.00004}, {"budget_duration", "1d"}, {"key_alias", "soft"}});
        QCOMPARE(chat(key)->status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(m_hook->requests().size(), 1, 20'000);
        QCOMPARE(chat(key)->status, 200);
        QCOMPARE(chat(key)->status, 200);
        m_clock->advance(24h);
        const auto spent = [&] {
            return m->master()
                .request("GET", u"/key/info?key="_s + key)
                ->json()["info"]["spend"]
                .get<double>();
        };
        QTRY_COMPARE_WITH_TIMEOUT(spent(), 0.0, 20'000);
        QCOMPARE(chat(key)->status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(m_hook->requests().size(), 2, 20'000);
    }

    void theMaximumIsTold()
    {
        QVERIFY(m->start());
        expectLog("^Budget crossed: key hard, spend 0.01201 of 0.01 USD");
        const QString key = m->newKey({{"max_budget", 0.01}, {"key_alias", "hard"}});
        // More than was asked for.
        m_upstream->answer(FakeAnswer::chatCompletion(
            R"({"prompt_tokens":10,"completion_tokens":6000,"total_tokens":6010})"));
        QCOMPARE(chat(key)->status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(m_hook->requests().size(), 1, 20'000);
        QCOMPARE(core::stringOr(told().first(), "event"), u"budget_crossed"_s);
        QCOMPARE(chat(key)->status, 429);
        QCOMPARE(m_hook->requests().size(), 1);
    }

    void aMembersAndEverybodysBudgetAreTold()
    {
        m->options.config.settings.maxBudget = core::Money::fromUsd(0.01);
        QVERIFY(m->start());
        expectLog("^Budget crossed: team_member t, u");
        expectLog("^Budget crossed: proxy ");
        const QString key = keyLimitedAt(*m, u"team_member"_s, {{"max_budget", 0.01}});
        m_upstream->answer(FakeAnswer::chatCompletion(
            R"({"prompt_tokens":10,"completion_tokens":6000,"total_tokens":6010})"));
        QCOMPARE(chat(key)->status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(m_hook->requests().size(), 2, 20'000);
        QStringList groups;
        for (const Json &event : told())
            groups.append(core::stringOr(event, "event_group"));
        groups.sort();
        QCOMPARE(groups, (QStringList{u"proxy"_s, u"team_member"_s}));
    }

    void noCallWaitsForAHookThatIsSilent()
    {
        m_hook->answer(FakeAnswer::silence());
        QVERIFY(m->start());
        expectLog("^Soft budget crossed: key ");
        const QString key = m->newKey({{"soft_budget", 0.00004}});
        QCOMPARE(chat(key)->status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(m_hook->requests().size(), 1, 20'000);
        for (int i = 0; i < 20; ++i)
            QCOMPARE(chat(key)->status, 200);
        QCOMPARE(m->master().request("GET", u"/key/list"_s)->status, 200);
    }

    void aRestartTellsNothingAgain()
    {
        QVERIFY(m->start());
        expectLog("^Soft budget crossed: key ");
        const QString key = m->newKey({{"soft_budget", 0.00004}});
        QCOMPARE(chat(key)->status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(m_hook->requests().size(), 1, 20'000);
        m->stop();
        QVERIFY(m->start());
        QCOMPARE(chat(key)->status, 200);
        // Another one is told later, and came alone.
        expectLog("^Soft budget crossed: key second");
        const QString second = m->newKey({{"soft_budget", 0.00004}, {"key_alias", "second"}});
        QCOMPARE(chat(second)->status, 200);
        QTRY_COMPARE_WITH_TIMEOUT(m_hook->requests().size(), 2, 20'000);
        QCOMPARE(core::stringOr(told().last(), "key_alias"), u"second"_s);
    }

    void withoutAWebhookOnlyTheLogSaysSo()
    {
        m->options.config.settings.alerting.clear();
        QVERIFY(m->start());
        const QString key = m->newKey({{"soft_budget", 0.00004}, {"key_alias", "quiet"}});
        expectLog("^Soft budget crossed: key quiet, spend 5e-05 of 4e-05 USD");
        QCOMPARE(chat(key)->status, 200);
        // Asked on the management thread, after the watch.
        QCOMPARE(m->master().request("GET", u"/key/list"_s)->status, 200);
        QCOMPARE(m_hook->requests().size(), 0);
    }

    void aHookIsAskedAgainUntilItAnswers()
    {
        m_hook->answer(FakeAnswer::json(500, "{}"));
        m_hook->thenAnswer(FakeAnswer::json(204, ""));
        gateway::Webhook webhook(core::SecretString(m_hook->url(u"/hook"_s).toString()), {10ms, 5s, 5, 10});
        webhook.post("{\"n\":1}");
        webhook.post("{\"n\":2}");
        QTRY_COMPARE_WITH_TIMEOUT(m_hook->requests().size(), 3, 20'000);
        QCOMPARE(m_hook->requests().at(0).body, m_hook->requests().at(1).body);
        QCOMPARE(m_hook->requests().at(2).body, QByteArray("{\"n\":2}"));
    }

    void whatIsNeverTakenIsGivenUpWithoutTellingTheAddress()
    {
        m_hook->answer(FakeAnswer::json(500, "{}"));
        expectLog("^The webhook took no event: status 500$");
        gateway::Webhook webhook(core::SecretString(m_hook->url(u"/hook"_s).toString()), {5ms, 5s, 3, 10});
        webhook.post("{\"n\":1}");
        QTRY_COMPARE_WITH_TIMEOUT(m_hook->requests().size(), 3, 20'000);
        m_hook->answer(FakeAnswer::json(200, "{}"));
        webhook.post("{\"n\":2}");
        QTRY_COMPARE_WITH_TIMEOUT(m_hook->requests().size(), 4, 20'000);
        QCOMPARE(m_hook->requests().last().body, QByteArray("{\"n\":2}"));
    }

    void aFullQueueLosesItsOldest()
    {
        m_hook->answer(FakeAnswer::silence());
        m_hook->thenAnswer(FakeAnswer::json(200, "{}"));
        expectLog("^The webhook's queue is full: an event is lost$");
        gateway::Webhook webhook(core::SecretString(m_hook->url(u"/hook"_s).toString()), {5ms, 300ms, 1, 2});
        expectLog("^The webhook took no event: no answer in time$");
        for (const char *body : {"1", "2", "3"})
            webhook.post(body);
        QTRY_COMPARE_WITH_TIMEOUT(m_hook->requests().size(), 2, 20'000);
        QCOMPARE(m_hook->requests().last().body, QByteArray("3"));
    }
};

QTEST_GUILESS_MAIN(BudgetAlertsTest)
#include "tst_budgetalerts.moc"
