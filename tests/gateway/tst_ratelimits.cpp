// SPDX-License-Identifier: GPL-3.0-or-later
#include "limitedkey.h"

#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using core::Json;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;
using Replies = QList<std::shared_ptr<test::Reply>>;

/// Requests and tokens per minute and calls at the same time, over HTTP, on a clock that the test turns.
class TestRateLimits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void tellsWhatIsLeftAndRefusesTheRest();
    void refusesInTheOlderDialect();
    void aMinuteLaterAllIsThereAgain();
    void countsTokensOfTheAnswer();
    void countsOnlyWhatItIsToldToCount();
    void letsInExactlyTheLimit_data();
    void letsInExactlyTheLimit();
    void aPlaceIsAlwaysGivenBack_data();
    void aPlaceIsAlwaysGivenBack();
    void aPlaceComesBackWhenTheClientLeaves();
    void remembersTheMinuteAfterARestart();
    void aModelsOwnLimitsHoldWhoeverCalls_data();
    void aModelsOwnLimitsHoldWhoeverCalls();
    void aModelsPlacesAreAlwaysGivenBack();
    void aModelRemembersTheMinuteAfterARestart();
    void theUpstreamsOwnLimitsPassWhereThereAreNone();

private:
    std::shared_ptr<test::Reply> chat(const QString &key, bool stream = false,
                                      const QString &model = u"small"_s);
    Replies many(const QString &key, int count, bool stream, const QString &model = u"small"_s);
    void addModel(const QString &name, const Json &limits);
    QString keyAtLevel(const QString &level, int limit);

    std::shared_ptr<core::ManualClock> m_clock;
    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m_fixture;
};

void TestRateLimits::init()
{
    m_clock = std::make_shared<core::ManualClock>(core::parseIso8601(u"2026-11-23T10:00:00Z"_s).value());
    m_upstream = std::make_unique<FakeUpstream>();
    m_upstream->answer(FakeAnswer::chatCompletion());
    m_fixture = std::make_unique<GatewayFixture>();
    m_fixture->options.clock = m_clock;
    m_fixture->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url())};
    QVERIFY2(m_fixture->start(), qPrintable(core::describe(m_fixture->startError())));
}

void TestRateLimits::cleanup()
{
    m_fixture.reset();
    m_upstream.reset();
}

std::shared_ptr<test::Reply> TestRateLimits::chat(const QString &key, bool stream, const QString &model)
{
    auto client = m_fixture->client(key);
    auto reply = client.send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(model, stream));
    test::TestClient::waitFor(*reply);
    return reply;
}

Replies TestRateLimits::many(const QString &key, int count, bool stream, const QString &model)
{
    auto client = m_fixture->client(key);
    Replies replies;
    for (int i = 0; i < count; ++i)
        replies.append(client.send("POST", u"/v1/chat/completions"_s,
                                   GatewayFixture::chat(model, stream, {{"user", "guest"}})));
    (void)QTest::qWaitFor(
        [&] {
            return std::all_of(replies.begin(), replies.end(),
                               [](const auto &reply) { return reply->isDone || reply->isBroken; });
        },
        60000);
    return replies;
}

static int withStatus(const Replies &replies, int status)
{
    return int(
        std::count_if(replies.begin(), replies.end(), [&](const auto &r) { return r->status == status; }));
}

void TestRateLimits::tellsWhatIsLeftAndRefusesTheRest()
{
    const QString key = m_fixture->newKey({{"rpm_limit", 2}});
    const auto first = chat(key);
    QCOMPARE(first->status, 200);
    QCOMPARE(first->headers.value("x-ratelimit-limit-requests"), QByteArray("2"));
    QCOMPARE(first->headers.value("x-ratelimit-remaining-requests"), QByteArray("1"));
    QCOMPARE(first->headers.value("x-ratelimit-api_key-remaining-requests"), QByteArray("1"));
    m_clock->advance(20s);
    QCOMPARE(chat(key)->headers.value("x-ratelimit-remaining-requests"), QByteArray("0"));
    const auto refused = chat(key);
    QCOMPARE(refused->status, 429);
    QCOMPARE(refused->errorType(), u"throttling_error"_s);
    QVERIFY(refused->json()["error"]["param"].is_null());
    QCOMPARE(refused->headers.value("Retry-After"), QByteArray("40"));
    QCOMPARE(refused->headers.value("rate_limit_type"), QByteArray("requests"));
    QCOMPARE(core::stringOr(refused->json()["error"]["rate_limit"], "level"), u"api_key"_s);
    QVERIFY2(!refused->body.contains(key.toUtf8()), "the key itself is told nobody");
    QCOMPARE(core::stringOr(m_fixture->row(refused->callId()), "status"), u"failure"_s);
    QCOMPARE(m_upstream->requests().size(), 2);
}

void TestRateLimits::refusesInTheOlderDialect()
{
    m_fixture->stop();
    m_fixture->options.config.settings.errorDialect = gateway::ErrorDialect::Early2026;
    QVERIFY(m_fixture->start());
    const QString key = m_fixture->newKey({{"rpm_limit", 0}});
    const auto refused = chat(key);
    QCOMPARE(refused->status, 429);
    QCOMPARE(refused->errorType(), u"None"_s);
    QCOMPARE(core::stringOr(refused->json()["error"], "param"), u"None"_s);
    QCOMPARE(core::stringOr(refused->json()["error"], "code"), u"429"_s);
}

void TestRateLimits::aMinuteLaterAllIsThereAgain()
{
    const QString key = m_fixture->newKey({{"rpm_limit", 1}});
    QCOMPARE(chat(key)->status, 200);
    m_clock->advance(59'999'999us);
    QCOMPARE(chat(key)->status, 429);
    m_clock->advance(1us);
    QCOMPARE(chat(key)->status, 200);
}

void TestRateLimits::countsTokensOfTheAnswer()
{
    const QString key = m_fixture->newKey({{"tpm_limit", 70}});
    const auto first = chat(key);
    QCOMPARE(first->status, 200);
    QCOMPARE(first->headers.value("x-ratelimit-limit-tokens"), QByteArray("70"));
    QCOMPARE(chat(key)->status, 200);
    QCOMPARE(m_upstream->requests().size(), 2);
    // 60 are gone, and the prompt alone takes more than ten.
    const auto refused = chat(key);
    QCOMPARE(refused->status, 429);
    QCOMPARE(refused->headers.value("rate_limit_type"), QByteArray("tokens"));
    QCOMPARE(core::integerOr(refused->json()["error"]["rate_limit"], "used"), 60);
    m_clock->advance(60s);
    QCOMPARE(chat(key)->status, 200);
}

void TestRateLimits::countsOnlyWhatItIsToldToCount()
{
    m_fixture->stop();
    m_fixture->options.config.settings.tokenRateCounts = gateway::TokenCount::Output;
    QVERIFY(m_fixture->start());
    const QString key = m_fixture->newKey({{"tpm_limit", 100}});
    for (int i = 0; i < 5; ++i)
        QCOMPARE(chat(key)->status, 200);
    const auto refused = chat(key);
    QCOMPARE(refused->status, 429);
    QCOMPARE(core::integerOr(refused->json()["error"]["rate_limit"], "used"), 100);
}

/// A key that is limited to so many requests a minute by the object of that level.
QString TestRateLimits::keyAtLevel(const QString &level, int limit)
{
    if (level != u"model_per_key")
        return test::keyLimitedAt(*m_fixture, level, {{"rpm_limit", limit}});
    Json fields = Json::object();
    fields["model_rpm_limit"]["small"] = limit;
    return m_fixture->newKey(fields);
}

void TestRateLimits::letsInExactlyTheLimit_data()
{
    QTest::addColumn<QString>("level");
    QTest::addColumn<bool>("stream");
    for (const auto &level : {u"api_key"_s, u"model_per_key"_s, u"user"_s, u"team"_s, u"team_member"_s,
                              u"organization"_s, u"tag"_s, u"end_user"_s}) {
        QTest::newRow(qPrintable(u"plain, limited by "_s + level)) << level << false;
        QTest::newRow(qPrintable(u"streamed, limited by "_s + level)) << level << true;
    }
}

void TestRateLimits::letsInExactlyTheLimit()
{
    QFETCH(QString, level);
    QFETCH(bool, stream);
    if (stream)
        m_upstream->answer(FakeAnswer::chatStream({u"Hel"_s, u"lo"_s}, FakeAnswer::TenAndTwenty));
    const QString key = keyAtLevel(level, 20);
    QVERIFY(!key.isEmpty());
    const Replies replies = many(key, 80, stream);
    QCOMPARE(withStatus(replies, 200), 20);
    QCOMPARE(withStatus(replies, 429), 60);
    const auto refused =
        std::find_if(replies.begin(), replies.end(), [](const auto &r) { return r->status == 429; });
    QCOMPARE(core::stringOr((*refused)->json()["error"]["rate_limit"], "level"), level);
    QCOMPARE(m_upstream->requests().size(), 20);
    m_clock->advance(60s);
    QCOMPARE(withStatus(many(key, 21, stream), 200), 20);
}

void TestRateLimits::aPlaceIsAlwaysGivenBack_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<bool>("stream");
    for (const auto &ending : {u"an answer"_s, u"a refusal of the upstream"_s, u"a reset upstream"_s,
                               u"an answer that breaks off"_s}) {
        QTest::newRow(qPrintable(u"plain: "_s + ending)) << ending << false;
        QTest::newRow(qPrintable(u"streamed: "_s + ending)) << ending << true;
    }
}

void TestRateLimits::aPlaceIsAlwaysGivenBack()
{
    QFETCH(QString, ending);
    QFETCH(bool, stream);
    auto answer = stream ? FakeAnswer::chatStream({u"Hel"_s, u"lo"_s}, FakeAnswer::TenAndTwenty)
                         : FakeAnswer::chatCompletion();
    if (ending == u"a refusal of the upstream")
        answer = FakeAnswer::json(500, R"({"error":{"message":"busy"}})");
    else if (ending == u"a reset upstream")
        answer.cutAt(0, FakeAnswer::End::Reset);
    else if (ending == u"an answer that breaks off")
        answer.cutAt(60, FakeAnswer::End::Reset);
    m_upstream->answer(answer.after(20ms));
    const QString key = m_fixture->newKey({{"max_parallel_requests", 1}});
    const auto refused = withStatus(many(key, 10, stream), 429);
    QVERIFY2(refused > 0, "none came while another was under way");
    m_upstream->answer(FakeAnswer::chatCompletion());
    QCOMPARE(chat(key)->status, 200);
}

void TestRateLimits::aPlaceComesBackWhenTheClientLeaves()
{
    m_upstream->answer(FakeAnswer::chatStream(QStringList(2000, u"word "_s), FakeAnswer::TenAndTwenty)
                           .inPiecesOf(200)
                           .every(5ms));
    const QString key = m_fixture->newKey({{"max_parallel_requests", 1}});
    auto client = m_fixture->client(key);
    auto reply = client.send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s, true));
    QTRY_VERIFY(reply->body.size() > 500);
    const auto refused = chat(key);
    QCOMPARE(refused->status, 429);
    QCOMPARE(refused->headers.value("rate_limit_type"), QByteArray("concurrent_requests"));
    reply->call.reset();
    QTRY_COMPARE(m_upstream->connectionsAbandoned(), 1);
    m_upstream->answer(FakeAnswer::chatCompletion());
    QTRY_COMPARE(chat(key)->status, 200);
}

void TestRateLimits::remembersTheMinuteAfterARestart()
{
    const QString key = m_fixture->newKey({{"rpm_limit", 2}, {"tpm_limit", 1000}});
    QCOMPARE(chat(key)->status, 200);
    m_clock->advance(10s);
    QCOMPARE(chat(key)->status, 200);
    QCOMPARE(chat(key)->status, 429);
    m_fixture->stop();
    QVERIFY(m_fixture->start());
    m_clock->advance(40s);
    QCOMPARE(chat(key)->status, 429);
    m_clock->advance(10s);
    const auto after = chat(key);
    QCOMPARE(after->status, 200);
    QCOMPARE(after->headers.value("x-ratelimit-remaining-requests"), QByteArray("1"));
}

void TestRateLimits::addModel(const QString &name, const Json &limits)
{
    Json params = limits;
    params["model"] = "openai/upstream";
    params["api_key"] = "sk-upstream";
    params["api_base"] = m_upstream->url().toString();
    const auto added = m_fixture->master().request("POST", u"/model/new"_s,
                                                   {{"model_name", name}, {"litellm_params", params}});
    QVERIFY2(added->status == 200, added->body.constData());
}

void TestRateLimits::aModelsOwnLimitsHoldWhoeverCalls_data()
{
    QTest::addColumn<bool>("stream");
    QTest::newRow("plain") << false;
    QTest::newRow("streamed") << true;
}

void TestRateLimits::aModelsOwnLimitsHoldWhoeverCalls()
{
    QFETCH(bool, stream);
    if (stream)
        m_upstream->answer(FakeAnswer::chatStream({u"Hel"_s, u"lo"_s}, FakeAnswer::TenAndTwenty));
    // Two deployments serve it: 15 and 5 calls a minute.
    addModel(u"narrow"_s, {{"rpm", 15}});
    addModel(u"narrow"_s, {{"rpm", "5"}});
    const QString key = m_fixture->newKey(Json::object());
    const Replies replies = many(key, 60, stream, u"narrow"_s);
    QCOMPARE(withStatus(replies, 200), 20);
    QCOMPARE(withStatus(replies, 429), 40);
    QCOMPARE(m_upstream->requests().size(), 20);
    m_clock->advance(15s);
    const auto refused = chat(GatewayFixture::MasterKey, stream, u"narrow"_s);
    QCOMPARE(refused->status, 429);
    QCOMPARE(refused->headers.value("Retry-After"), QByteArray("45"));
    QCOMPARE(core::stringOr(refused->json()["error"]["rate_limit"], "level"), u"model"_s);
    QCOMPARE(core::stringOr(refused->json()["error"]["rate_limit"], "object"), u"narrow"_s);
    QCOMPARE(core::stringOr(m_fixture->row(refused->callId()), "status"), u"failure"_s);
    QCOMPARE(chat(key, stream)->status, 200);
    m_clock->advance(45s);
    QCOMPARE(withStatus(many(key, 21, stream, u"narrow"_s), 200), 20);
}

void TestRateLimits::aModelsPlacesAreAlwaysGivenBack()
{
    addModel(u"narrow"_s, {{"max_parallel_requests", 1}});
    const QString key = m_fixture->newKey(Json::object());
    for (const auto &answer :
         {FakeAnswer::chatCompletion(), FakeAnswer::json(500, R"({"error":{"message":"busy"}})"),
          FakeAnswer::chatCompletion().cutAt(0, FakeAnswer::End::Reset)}) {
        m_upstream->answer(FakeAnswer(answer).after(20ms));
        const auto refused = withStatus(many(key, 10, false, u"narrow"_s), 429);
        QVERIFY2(refused > 0, "none came while another was under way");
        m_upstream->answer(FakeAnswer::chatCompletion());
        QCOMPARE(chat(key, false, u"narrow"_s)->status, 200);
    }
}

void TestRateLimits::aModelRemembersTheMinuteAfterARestart()
{
    addModel(u"narrow"_s, {{"rpm", 1}, {"tpm", 1000}});
    const QString key = m_fixture->newKey(Json::object());
    QCOMPARE(chat(key, false, u"narrow"_s)->status, 200);
    m_fixture->stop();
    QVERIFY(m_fixture->start());
    m_clock->advance(59s);
    QCOMPARE(chat(key, false, u"narrow"_s)->status, 429);
    m_clock->advance(1s);
    QCOMPARE(chat(key, false, u"narrow"_s)->status, 200);
}

void TestRateLimits::theUpstreamsOwnLimitsPassWhereThereAreNone()
{
    m_upstream->answer(FakeAnswer::chatCompletion()
                           .withHeader("x-ratelimit-remaining-requests", "77")
                           .withHeader("x-ratelimit-remaining-tokens", "7777"));
    QCOMPARE(chat(m_fixture->newKey(Json::object()))->headers.value("x-ratelimit-remaining-requests"),
             QByteArray("77"));
    const auto limited = chat(m_fixture->newKey({{"rpm_limit", 5}}));
    QCOMPARE(limited->headers.value("x-ratelimit-remaining-requests"), QByteArray("4"));
    QCOMPARE(limited->headers.value("x-ratelimit-remaining-tokens"), QByteArray("7777"));
}

QTEST_GUILESS_MAIN(TestRateLimits)
#include "tst_ratelimits.moc"
