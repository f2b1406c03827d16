// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <QFloat16>
#include <QTest>

#include <support/fakeupstream.h>

using namespace Qt::Literals::StringLiterals;
using namespace sekisho;
using core::Json;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;

/// What the management decides about people, as a client over HTTP meets it.
class PeopleOverHttpTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m_fixture;

    // One dollar per million tokens in, two out.
    void answerWith(int promptTokens, int completionTokens)
    {
        const Json usage{{"prompt_tokens", promptTokens},
                         {"completion_tokens", completionTokens},
                         {"total_tokens", promptTokens + completionTokens}};
        const Json answer{{"id", "a"},
                          {"object", "chat.completion"},
                          {"model", "small"},
                          {"choices",
                           {{{"index", 0},
                             {"finish_reason", "stop"},
                             {"message", {{"role", "assistant"}, {"content", "yes"}}}}}},
                          {"usage", usage}};
        m_upstream->answer(FakeAnswer::json(200, core::toJsonBytes(answer)));
    }
    int chat(const QString &key, const Json &extra)
    {
        const auto reply = chatReply(key, extra);
        return reply ? reply->status : 0;
    }
    std::shared_ptr<test::Reply> chatReply(const QString &key, const Json &extra)
    {
        auto client = m_fixture->client(key);
        const auto reply =
            client.send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s, false, extra));
        return QTest::qWaitFor([&] { return reply->isDone || reply->isBroken; }, 15'000) ? reply : nullptr;
    }
    std::shared_ptr<test::Reply> manage(const QByteArray &method, const QString &path, const Json &body)
    {
        return m_fixture->master().request(method, path, body);
    }

private Q_SLOTS:
    void init()
    {
        m_upstream = std::make_unique<FakeUpstream>();
        m_fixture = std::make_unique<GatewayFixture>();
        m_fixture->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url())};
        QVERIFY(m_fixture->start());
        answerWith(10, 20);
    }
    void cleanup()
    {
        m_fixture.reset();
        m_upstream.reset();
    }

    void aBlockedCustomerIsRefused()
    {
        const QString key = m_fixture->newKey({});
        const Json asCustomer{{"user", "c"}};
        QCOMPARE(chat(key, asCustomer), 200);
        QCOMPARE(manage("POST", u"/customer/block"_s, {{"user_ids", {"c"}}})->status, 200);
        const auto refused = chatReply(key, asCustomer);
        QVERIFY(refused);
        QCOMPARE(refused->status, 400);
        QVERIFY(refused->body.contains("User blocked from making LLM API Calls. User=c"));
        QCOMPARE(chat(key, {{"user", "d"}}), 200);
        QCOMPARE(manage("POST", u"/end_user/unblock"_s, {{"user_ids", {"c"}}})->status, 200);
        QCOMPARE(chat(key, asCustomer), 200);
    }

    void aTagsBudgetHolds()
    {
        QCOMPARE(manage("POST", u"/tag/new"_s, {{"name", "g"}, {"max_budget", 0.01}})->status, 200);
        const QString key = m_fixture->newKey({});
        const Json tagged{{"metadata", {{"tags", {"g"}}}}};
        answerWith(10, 6000);
        QCOMPARE(chat(key, tagged), 200);
        const auto refused = chatReply(key, tagged);
        QVERIFY(refused);
        QCOMPARE(refused->status, 429);
        QCOMPARE(refused->errorType(), u"budget_exceeded"_s);
        QCOMPARE(chat(key, {}), 200);
    }

    void aCustomersAndAUsersBudgetHold()
    {
        QCOMPARE(manage("POST", u"/customer/new"_s, {{"user_id", "c"}, {"max_budget", 0.01}})->status, 200);
        const auto made = manage("POST", u"/user/new"_s, {{"user_id", "u"}, {"max_budget", 0.01}});
        QCOMPARE(made->status, 200);
        answerWith(10, 6000);
        const QString key = m_fixture->newKey({});
        QCOMPARE(chat(key, {{"user", "c"}}), 200);
        QCOMPARE(chat(key, {{"user", "c"}}), 429);
        const QString own = core::stringOr(made->json(), "key");
        QCOMPARE(chat(own, {}), 200);
        QCOMPARE(chat(own, {}), 429);
    }

    void aDeletedUserCannotCall()
    {
        const auto made = manage("POST", u"/user/new"_s, {{"user_id", "u"}});
        const QString key = core::stringOr(made->json(), "key");
        QCOMPARE(chat(key, {}), 200);
        QCOMPARE(manage("POST", u"/user/delete"_s, {{"user_ids", {"u"}}})->json(), Json(1));
        QCOMPARE(chat(key, {}), 401);
    }

    void statusesAreLiteLLMs()
    {
        QCOMPARE(manage("POST", u"/user/new"_s, {{"user_id", "u"}})->status, 200);
        QCOMPARE(manage("POST", u"/user/new"_s, {{"user_id", "u"}})->status, 409);
        QCOMPARE(manage("GET", u"/user/info?user_id=nobody"_s, {})->status, 404);
        QCOMPARE(manage("PATCH", u"/organization/update"_s, {{"organization_id", "x"}})->status, 404);
        QCOMPARE(manage("DELETE", u"/organization/delete"_s, {{"organization_ids", {"x"}}})->status, 404);
        QCOMPARE(manage("POST", u"/tag/new"_s, {{"name", 1}})->status, 400);
        const auto broken = m_fixture->master().send("POST", u"/team/new"_s, "{\"team_id\":");
        QTRY_VERIFY(broken->isDone);
        QCOMPARE(broken->status, 400);
        QVERIFY(broken->body.contains("request_body"));
    }

    void everybodyMeetsItsRole()
    {
        const auto made = manage("POST", u"/user/new"_s, {{"user_id", "u"}});
        auto client = m_fixture->client(core::stringOr(made->json(), "key"));
        QCOMPARE(client.request("GET", u"/user/info"_s)->status, 200);
        QCOMPARE(client.request("GET", u"/user/list"_s)->status, 401);
        QCOMPARE(client.request("POST", u"/user/new"_s, {{"user_role", "proxy_admin"}})->status, 403);
        QCOMPARE(client.request("GET", u"/budget/list"_s)->status, 400);
        QCOMPARE(client.request("GET", u"/audit"_s)->status, 401);
    }
};

QTEST_GUILESS_MAIN(PeopleOverHttpTest)
#include "tst_peopleoverhttp.moc"
