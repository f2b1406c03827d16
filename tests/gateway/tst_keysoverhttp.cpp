// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <QFloat16>
#include <QTest>

#include <support/fakeupstream.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using namespace std::chrono_literals;
using core::Json;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;

/// What happens to keys and budgets as time goes by, as a client over HTTP meets it; the test turns the
/// clock.
class KeysOverHttpTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeUpstream> m_upstream;
    std::shared_ptr<core::ManualClock> m_clock;
    std::unique_ptr<GatewayFixture> m;

    std::shared_ptr<test::Reply> ask(const QString &key, const QByteArray &method, const QString &path,
                                     const QByteArray &body = {})
    {
        auto client = m->client(key);
        auto reply = client.send(method, path, body);
        test::TestClient::waitFor(*reply);
        return reply;
    }
    std::shared_ptr<test::Reply> manage(const QByteArray &method, const QString &path, const Json &body = {})
    {
        return m->master().request(method, path, body);
    }
    std::shared_ptr<test::Reply> chatReply(const QString &key)
    {
        return ask(key, "POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s));
    }
    int chat(const QString &key) { return chatReply(key)->status; }
    /// 0.01201 US dollars, more than was set aside.
    void answerDearly()
    {
        m_upstream->answer(FakeAnswer::chatCompletion(
            R"({"prompt_tokens":10,"completion_tokens":6000,"total_tokens":6010})"));
    }
    Json infoOf(const QString &key) { return manage("GET", u"/key/info?key="_s + key)->json()["info"]; }
    static QString keyIn(const test::Reply &reply) { return core::stringOr(reply.json(), "key"); }

private Q_SLOTS:
    void init()
    {
        m_upstream = std::make_unique<FakeUpstream>();
        m_upstream->answer(FakeAnswer::chatCompletion());
        m_clock = std::make_shared<core::ManualClock>(*core::parseIso8601(u"2026-11-23T10:00:00Z"_s));
        m = std::make_unique<GatewayFixture>();
        m->options.clock = m_clock;
        m->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url())};
    }
    void cleanup()
    {
        m.reset();
        m_upstream.reset();
    }

    void aKeyRotatesByItself_data()
    {
        QTest::addColumn<QString>("grace");
        QTest::addColumn<qint64>("hours");
        QTest::newRow("and half of its interval is left for the old one") << QString() << qint64(12);
        QTest::newRow("and the environment says how long the old one is left") << u"1h"_s << qint64(1);
    }

    void aKeyRotatesByItself()
    {
        QFETCH(QString, grace);
        QFETCH(qint64, hours);
        if (!grace.isEmpty())
            m->options.environment.insert(u"LITELLM_KEY_ROTATION_GRACE_PERIOD"_s, grace);
        QVERIFY(m->start());
        const QString old =
            m->newKey({{"key_alias", "bot"}, {"auto_rotate", true}, {"rotation_interval", "1d"}});
        QCOMPARE(chat(old), 200);
        const double spent = infoOf(old)["spend"].get<double>();
        QCOMPARE(ask(old, "GET", u"/key/rotated"_s)->status, 404);
        m_clock->advance(24h);
        std::shared_ptr<test::Reply> fetched;
        QTRY_VERIFY_WITH_TIMEOUT((fetched = ask(old, "GET", u"/key/rotated"_s))->status == 200, 20'000);
        const QString made = keyIn(*fetched);
        QVERIFY(made.startsWith(u"sk-"_s) && made != old);
        // Whoever lost the answer gets it again, and others do not get it at all.
        QCOMPARE(keyIn(*ask(old, "GET", u"/key/rotated"_s)), made);
        const QString token = core::stringOr(fetched->json(), "token");
        QCOMPARE(ask(m->newKey(Json::object()), "GET", u"/key/rotated?key="_s + token)->status, 403);
        QCOMPARE(chat(old), 200);
        QCOMPARE(chat(made), 200);
        QVERIFY(infoOf(made)["spend"].get<double>() > spent);
        QCOMPARE(infoOf(made)["rotation_count"].get<int>(), 1);
        QCOMPARE(core::stringOr(infoOf(made), "key_alias"), u"bot"_s);
        // Once it was used, it is forgotten.
        QTRY_COMPARE_WITH_TIMEOUT(manage("GET", u"/key/rotated?key="_s + token)->status, 404, 20'000);
        m_clock->advance(std::chrono::hours(hours) - 1us);
        QCOMPARE(chat(old), 200);
        m_clock->advance(1us);
        const auto refused = chatReply(old);
        QCOMPARE(refused->status, 401);
        QCOMPARE(refused->errorType(), u"token_not_found_in_db"_s);
        QCOMPARE(chat(made), 200);
    }

    void aBlockedKeyDoesNotRotate()
    {
        QVERIFY(m->start());
        const Json daily{{"auto_rotate", true}, {"rotation_interval", "1d"}};
        const QString blocked = m->newKey(daily), other = m->newKey(daily);
        QCOMPARE(manage("POST", u"/key/block"_s, {{"key", blocked}})->status, 200);
        m_clock->advance(24h);
        QTRY_COMPARE_WITH_TIMEOUT(ask(other, "GET", u"/key/rotated"_s)->status, 200, 20'000);
        QCOMPARE(infoOf(blocked)["rotation_count"].get<int>(), 0);
    }

    void aRegeneratedKeyLeavesTheOldOneAWhile()
    {
        QVERIFY(m->start());
        const QString old = m->newKey({{"key_alias", "a"}, {"max_budget", 1}});
        QCOMPARE(chat(old), 200);
        const double spent = infoOf(old)["spend"].get<double>();
        const auto reply = manage("POST", u"/key/regenerate"_s, {{"key", old}, {"grace_period", "1h"}});
        QCOMPARE(reply->status, 200);
        const QString made = keyIn(*reply);
        QCOMPARE(reply->json()["spend"].get<double>(), spent);
        QCOMPARE(chat(old), 200);
        QCOMPARE(chat(made), 200);
        // Both spend from the same budget.
        QCOMPARE(infoOf(made)["spend"].get<double>(), 3 * spent);
        m_clock->advance(1h);
        QCOMPARE(chat(old), 401);
        QCOMPARE(chat(made), 200);
    }

    void withoutAGraceTheOldKeyEndsAtOnce()
    {
        QVERIFY(m->start());
        const QString old = m->newKey(Json::object());
        const QString path = u"/key/%1/regenerate"_s.arg(core::stringOr(infoOf(old), "token", old));
        const QString made = keyIn(*manage("POST", path, Json::object()));
        QCOMPARE(chat(old), 401);
        QCOMPARE(chat(made), 200);
    }

    void aTemporaryIncreaseEnds()
    {
        QVERIFY(m->start());
        const QString key = m->newKey({{"max_budget", 0.001}});
        QCOMPARE(chat(key), 429);
        const Json more{
            {"key", key}, {"temp_budget_increase", 1}, {"temp_budget_expiry", "2026-11-23T11:00:00Z"}};
        QCOMPARE(manage("POST", u"/key/update"_s, more)->status, 200);
        QCOMPARE(chat(key), 200);
        m_clock->advance(1h - 1us);
        QCOMPARE(chat(key), 200);
        m_clock->advance(1us);
        const auto refused = chatReply(key);
        QCOMPARE(refused->status, 429);
        QCOMPARE(refused->errorType(), u"budget_exceeded"_s);
        QCOMPARE(refused->json()["error"]["budget"]["max_budget"].get<double>(), 0.001);
        QCOMPARE(infoOf(key)["max_budget"].get<double>(), 0.001);
    }

    void anIncreaseWithoutAnEndIsRefused()
    {
        QVERIFY(m->start());
        const QString key = m->newKey({{"max_budget", 0.001}});
        QCOMPARE(manage("POST", u"/key/update"_s, {{"key", key}, {"temp_budget_increase", 1}})->status, 400);
        QCOMPARE(chat(key), 429);
    }

    void aServiceAccountIsItsTeamsAndNobodysOwn()
    {
        QVERIFY(m->start());
        const auto chief = manage("POST", u"/user/new"_s, {{"user_id", "chief"}, {"max_budget", 0.001}});
        QCOMPARE(
            manage("POST", u"/team/new"_s,
                   {{"team_id", "t"}, {"members_with_roles", {{{"user_id", "chief"}, {"role", "admin"}}}}})
                ->status,
            200);
        const auto make = [&](const Json &body) {
            return ask(keyIn(*chief), "POST", u"/key/service-account/generate"_s, core::toJsonBytes(body));
        };
        QCOMPARE(make({{"key_alias", "robot"}})->status, 400);
        QVERIFY(make({{"key_alias", "robot"}, {"team_id", "none"}})->status >= 400);
        const auto made = make({{"key_alias", "robot"}, {"team_id", "t"}, {"user_id", "chief"}});
        QCOMPARE(made->status, 200);
        QVERIFY(made->json()["user_id"].is_null());
        QCOMPARE(core::stringOr(made->json()["metadata"], "service_account_id"), u"robot"_s);
        const auto reply = chatReply(keyIn(*made));
        QCOMPARE(reply->status, 200);
        const Json row = m->row(reply->callId());
        QCOMPARE(core::stringOr(row, "team_id"), u"t"_s);
        QCOMPARE(core::stringOr(row, "user"), QString());
        // It outlives who made it.
        QCOMPARE(manage("POST", u"/user/delete"_s, {{"user_ids", {"chief"}}})->status, 200);
        QCOMPARE(chat(keyIn(*made)), 200);
    }

    void aMemberOfAnOrganizationHasABudgetAndAPeriod()
    {
        QVERIFY(m->start());
        QCOMPARE(
            manage("POST", u"/organization/new"_s, {{"organization_id", "o"}, {"organization_alias", "O"}})
                ->status,
            200);
        const auto join = [&](const char *user, double budget) {
            (void)manage("POST", u"/user/new"_s, {{"user_id", user}, {"auto_create_key", false}});
            const Json member{{"organization_id", "o"},
                              {"member", {{"user_id", user}, {"role", "internal_user"}}},
                              {"max_budget_in_organization", budget}};
            (void)manage("POST", u"/organization/member_add"_s, member);
            return m->newKey({{"organization_id", "o"}, {"user_id", user}});
        };
        const QString poor = join("poor", 0.01), rich = join("rich", 1);
        answerDearly();
        QCOMPARE(chat(poor), 200);
        const auto refused = chatReply(poor);
        QCOMPARE(refused->status, 429);
        QCOMPARE(core::stringOr(refused->json()["error"]["budget"], "level"), u"organization_member"_s);
        QCOMPARE(chat(rich), 200);
        QString budgetId;
        const Json info = manage("GET", u"/organization/info?organization_id=o"_s)->json();
        for (const Json &member : info["members"]) {
            if (core::stringOr(member, "user_id") == u"poor")
                budgetId = core::stringOr(member, "budget_id");
        }
        QVERIFY(!budgetId.isEmpty());
        QCOMPARE(
            manage("POST", u"/budget/update"_s, {{"budget_id", budgetId}, {"budget_duration", "1d"}})->status,
            200);
        QCOMPARE(chat(poor), 429);
        m_clock->advance(24h);
        QVERIFY(QTest::qWaitFor([&] { return chat(poor) == 200; }, 20'000));
        QCOMPARE(chat(poor), 429);
    }

    void aTeamsMembersFollowAnotherPeriod()
    {
        QVERIFY(m->start());
        const auto team = manage("POST", u"/team/new"_s,
                                 {{"team_id", "t"},
                                  {"team_member_budget", 0.01},
                                  {"team_member_budget_duration", "30d"},
                                  {"members_with_roles", {{{"user_id", "u"}, {"role", "user"}}}}});
        const QString key = m->newKey({{"team_id", "t"}, {"user_id", "u"}});
        answerDearly();
        QCOMPARE(chat(key), 200);
        QCOMPARE(chat(key), 429);
        const QString budgetId = core::stringOr(team->json()["metadata"], "team_member_budget_id");
        QCOMPARE(
            manage("POST", u"/budget/update"_s, {{"budget_id", budgetId}, {"budget_duration", "1d"}})->status,
            200);
        m_clock->advance(24h);
        QVERIFY(QTest::qWaitFor([&] { return chat(key) == 200; }, 20'000));
    }
};

QTEST_GUILESS_MAIN(KeysOverHttpTest)
#include "tst_keysoverhttp.moc"
