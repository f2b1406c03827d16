// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <http/rawclient.h>

#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;
using core::Json;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;

/// A whole gateway over real sockets, in front of a scripted upstream.
class TestGateway : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void answersPlainChat();
    void streamsChatToItsEnd();
    void readsUpstreamEventsHoweverTheyAreCut();
    void answersPipelinedRequestsInOrder();
    void takesTheModelFromThePath();
    void takesTheKeysWordForAModel();
    void recordsWhoAndWhatFor();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void refusesModelsOutsideTheList();
    void refusesBlockedAndExpiredKeys();
    void listsOnlyWhatTheKeyMayUse();
    void refusesOnceTheBudgetIsUsedUp();
    void countsAgainstASharedBudget();
    void neverOverspendsUnderConcurrency();
    void turnsToTheNextDeployment();
    void translatesUpstreamRefusals();
    void breaksOffWhenTheUpstreamResets();
    void timesOutSilentUpstreams();
    void cancelsUpstreamWhenTheClientGoes();
    void refusesTooLargeBodies();
    void refusesASecondGatewayOnTheSameData();
    void keepsItsKeysBetweenRuns();
    void keepsSpendBetweenRuns();
    void servesTraces();

private:
    std::shared_ptr<test::Reply> chat(const QString &key, const QByteArray &body);

    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m_fixture;
};

void TestGateway::init()
{
    m_upstream = std::make_unique<FakeUpstream>();
    m_fixture = std::make_unique<GatewayFixture>();
    m_fixture->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url()),
                                             GatewayFixture::deployment(u"lab/large"_s, m_upstream->url())};
    m_upstream->answer(FakeAnswer::chatCompletion());
    QVERIFY2(m_fixture->start(), qPrintable(core::describe(m_fixture->startError())));
}

void TestGateway::cleanup()
{
    m_fixture.reset();
    m_upstream.reset();
}

std::shared_ptr<test::Reply> TestGateway::chat(const QString &key, const QByteArray &body)
{
    auto client = m_fixture->client(key);
    auto reply = client.send("POST", u"/v1/chat/completions"_s, body);
    test::TestClient::waitFor(*reply);
    return reply;
}

void TestGateway::answersPlainChat()
{
    const QString key = m_fixture->newKey({{"max_budget", 5}});
    const auto reply = chat(key, GatewayFixture::chat(u"small"_s));
    QCOMPARE(reply->status, 200);
    QCOMPARE(reply->body, FakeAnswer::chatCompletion().body);
    QCOMPARE(reply->headers.value("x-litellm-response-cost"), QByteArray("5e-05"));
    QCOMPARE(reply->headers.value("x-litellm-key-spend"), QByteArray("5e-05"));
    QCOMPARE(reply->headers.value("x-litellm-model-id"), QByteArray("id-of-small"));
    QVERIFY(reply->headers.value("x-litellm-model-api-base").startsWith("http://127.0.0.1:"));
    QVERIFY(!reply->headers.contains("x-sekisho-demo"));
    const auto sent = core::parseJson(m_upstream->requests().constFirst().body);
    QCOMPARE(core::stringOr(*sent, "model"), u"upstream-small"_s);
    QCOMPARE(m_upstream->requests().constFirst().header("Authorization"), QByteArray("Bearer sk-upstream"));
    const Json row = m_fixture->row(reply->callId());
    QCOMPARE(core::stringOr(row, "status"), u"success"_s);
    QCOMPARE(core::numberOr(row, "spend"), 5e-05);
    QCOMPARE(core::integerOr(row, "total_tokens"), 30);
}

void TestGateway::streamsChatToItsEnd()
{
    m_upstream->answer(FakeAnswer::chatStream({u"Hel"_s, u"lo"_s}, FakeAnswer::TenAndTwenty));
    const auto reply = chat(GatewayFixture::MasterKey, GatewayFixture::chat(u"small"_s, true));
    QVERIFY(reply->isDone);
    QVERIFY(reply->headers.value("Content-Type").startsWith("text/event-stream"));
    QVERIFY(reply->body.contains("\"Hel\""));
    QVERIFY(reply->body.endsWith("data: [DONE]\n\n"));
    QCOMPARE(reply->body.count("[DONE]"), 1);
    const Json row = m_fixture->row(reply->callId());
    QCOMPARE(core::integerOr(row, "completion_tokens"), 20);
    QVERIFY(row["completionStartTime"].is_string());
}

void TestGateway::readsUpstreamEventsHoweverTheyAreCut()
{
    m_upstream->answer(
        FakeAnswer::chatStream({u"関所"_s, u"の手形"_s}, FakeAnswer::TenAndTwenty).inPiecesOf(1));
    const auto reply = chat(GatewayFixture::MasterKey, GatewayFixture::chat(u"small"_s, true));
    QVERIFY(reply->isDone);
    QVERIFY(reply->body.contains("関所"));
    QVERIFY(reply->body.endsWith("data: [DONE]\n\n"));
    QCOMPARE(core::integerOr(m_fixture->row(reply->callId()), "prompt_tokens"), 10);
}

void TestGateway::answersPipelinedRequestsInOrder()
{
    m_upstream->answer(FakeAnswer::chatCompletion().after(20ms));
    m_upstream->thenAnswer(FakeAnswer::chatStream({u"streamed"_s}, FakeAnswer::TenAndTwenty));
    const QByteArray fields =
        "Host: gateway\r\nAuthorization: Bearer " + GatewayFixture::MasterKey.toLatin1() + "\r\n";
    const auto chatRequest = [&](bool stream) {
        const QByteArray body = GatewayFixture::chat(u"small"_s, stream);
        return "POST /v1/chat/completions HTTP/1.1\r\n" + fields +
               "Content-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    };
    RawClient client(m_fixture->info().port, std::nullopt);
    client.send(chatRequest(false) + chatRequest(true) + "GET /v1/nowhere HTTP/1.1\r\n" + fields + "\r\n" +
                "GET /v1/models HTTP/1.1\r\n" + fields + "\r\n");
    QTRY_VERIFY(client.hasAnswers(4));
    qsizetype at = 0;
    for (const QByteArray &part :
         {"\"Hello\""_ba, "\"streamed\""_ba, "[DONE]"_ba, "HTTP/1.1 404"_ba, "lab/large"_ba}) {
        at = client.received().indexOf(part, at);
        QVERIFY2(at >= 0, part.constData());
    }
}

void TestGateway::takesTheModelFromThePath()
{
    auto client = m_fixture->client(GatewayFixture::MasterKey);
    const Json body{{"messages", {{{"role", "user"}, {"content", "x"}}}}};
    const auto reply = client.request("POST", u"/openai/deployments/lab%2Flarge/chat/completions"_s, body);
    QCOMPARE(reply->status, 200);
    QCOMPARE(reply->headers.value("x-litellm-model-group"), QByteArray("lab/large"));
}

void TestGateway::takesTheKeysWordForAModel()
{
    Json fields = Json::object();
    fields["models"] = Json::array({"small"});
    fields["aliases"]["mine"] = "small";
    fields["aliases"]["other"] = "lab/large";
    const QString key = m_fixture->newKey(fields);
    const auto reply = chat(key, GatewayFixture::chat(u"mine"_s));
    QCOMPARE(reply->status, 200);
    QVERIFY(m_upstream->requests().last().body.contains("\"upstream-small\""));
    QCOMPARE(core::stringOr(m_fixture->row(reply->callId()), "model_group"), u"small"_s);
    QCOMPARE(chat(key, GatewayFixture::chat(u"other"_s))->status, 403);
    QCOMPARE(chat(m_fixture->newKey(Json::object()), GatewayFixture::chat(u"mine"_s))->status, 400);
}

void TestGateway::recordsWhoAndWhatFor()
{
    const QString key = m_fixture->newKey({{"key_alias", "for-recording"}, {"user_id", "owner-1"}});
    const Json extra{{"user", "end-user-1"},
                     {"metadata", {{"session_id", "session-1"}, {"tags", {"blue", "green"}}}}};
    const auto reply = chat(key, GatewayFixture::chat(u"small"_s, false, extra));
    const Json row = m_fixture->row(reply->callId());
    QCOMPARE(core::stringOr(row, "end_user"), u"end-user-1"_s);
    QCOMPARE(core::stringOr(row, "session_id"), u"session-1"_s);
    QCOMPARE(core::stringsOr(row, "request_tags"), QStringList({u"blue"_s, u"green"_s}));
    QCOMPARE(core::stringOr(row, "user"), u"owner-1"_s);
    QCOMPARE(core::stringOr(row, "model_group"), u"small"_s);
    QVERIFY(!core::toJsonBytes(row).contains("Say something"));
}

void TestGateway::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("param");
    const QString master = GatewayFixture::MasterKey;
    const QString path = u"/v1/chat/completions"_s;
    QTest::newRow("a path that is not listed") << QByteArray("GET") << u"/v1/secrets"_s << master
                                               << QByteArray() << 404 << u"not_found_error"_s << QString();
    QTest::newRow("a method that is not listed") << QByteArray("DELETE") << path << master << QByteArray()
                                                 << 405 << u"invalid_request_error"_s << QString();
    QTest::newRow("a body that is no JSON")
        << QByteArray("POST") << path << master << QByteArray("{\"model\":") << 400
        << u"invalid_request_error"_s << u"request_body"_s;
    QTest::newRow("a request without a model")
        << QByteArray("POST") << path << master << QByteArray("{\"messages\":[{}]}") << 400
        << u"invalid_request_error"_s << u"model"_s;
    QTest::newRow("a model that nobody serves")
        << QByteArray("POST") << path << master << GatewayFixture::chat(u"unheard-of"_s) << 400
        << u"invalid_request_error"_s << u"model"_s;
    QTest::newRow("no key") << QByteArray("POST") << path << QString() << GatewayFixture::chat(u"small"_s)
                            << 401 << u"auth_error"_s << QString();
    QTest::newRow("a key that nobody made")
        << QByteArray("POST") << path << u"sk-unheard-of"_s << GatewayFixture::chat(u"small"_s) << 401
        << u"token_not_found_in_db"_s << u"key"_s;
    QTest::newRow("management without a key") << QByteArray("GET") << u"/key/list"_s << QString()
                                              << QByteArray() << 401 << u"auth_error"_s << QString();
    QTest::newRow("management with a body that is no JSON")
        << QByteArray("POST") << u"/key/generate"_s << master << QByteArray("[") << 400
        << u"invalid_request_error"_s << u"request_body"_s;
}

void TestGateway::saysWhatIsWrong()
{
    QFETCH(QByteArray, method);
    QFETCH(QString, path);
    QFETCH(QString, key);
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QString, type);
    QFETCH(QString, param);
    auto client = m_fixture->client(key);
    const auto reply = client.send(method, path, body);
    QTRY_VERIFY(reply->isDone);
    QCOMPARE(reply->status, status);
    const Json error = reply->json()["error"];
    QCOMPARE(core::stringOr(error, "type"), type);
    QCOMPARE(core::stringOr(error, "param"), param);
    QCOMPARE(core::stringOr(error, "code"), QString::number(status));
    QVERIFY(!core::stringOr(error, "message").isEmpty());
    QVERIFY(m_upstream->requests().isEmpty());
    QVERIFY(m_fixture->rows().empty());
}

void TestGateway::refusesModelsOutsideTheList()
{
    const QString team = core::stringOr(
        m_fixture->master().request("POST", u"/team/new"_s, Json{{"models", {"small"}}})->json(), "team_id");
    const auto keyOnly = chat(m_fixture->newKey({{"models", {"lab/*"}}}), GatewayFixture::chat(u"small"_s));
    QCOMPARE(keyOnly->status, 403);
    QCOMPARE(keyOnly->errorType(), u"key_model_access_denied"_s);
    const QString inTeam = m_fixture->newKey({{"models", {"all-team-models"}}, {"team_id", team}});
    const auto teamDenied = chat(inTeam, GatewayFixture::chat(u"lab/large"_s));
    QCOMPARE(teamDenied->status, 403);
    QCOMPARE(teamDenied->errorType(), u"team_model_access_denied"_s);
    QCOMPARE(chat(inTeam, GatewayFixture::chat(u"small"_s))->status, 200);
}

void TestGateway::refusesBlockedAndExpiredKeys()
{
    const QString blocked = m_fixture->newKey(Json::object());
    m_fixture->master().request("POST", u"/key/block"_s, Json{{"key", blocked}});
    const auto refused = chat(blocked, GatewayFixture::chat(u"small"_s));
    QCOMPARE(refused->status, 401);
    QVERIFY(refused->body.contains("Key is blocked"));
    const QString shortLived = m_fixture->newKey({{"duration", "1s"}});
    QTRY_COMPARE_WITH_TIMEOUT(chat(shortLived, GatewayFixture::chat(u"small"_s))->errorType(),
                              u"expired_key"_s, 5000);
}

void TestGateway::listsOnlyWhatTheKeyMayUse()
{
    auto client = m_fixture->client(m_fixture->newKey({{"models", {"small"}}}));
    const Json listed = client.request("GET", u"/v1/models"_s)->json();
    QCOMPARE(listed["data"].size(), std::size_t(1));
    QCOMPARE(core::stringOr(listed["data"][0], "id"), u"small"_s);
    QCOMPARE(client.request("GET", u"/models/lab/large"_s)->status, 404);
    QCOMPARE(m_fixture->master().request("GET", u"/models"_s)->json()["data"].size(), std::size_t(2));
    QCOMPARE(m_fixture->master().request("GET", u"/v1/models/lab/large"_s)->status, 200);
    const auto info = m_fixture->master().request("GET", u"/model/info"_s);
    QCOMPARE(info->json()["data"].size(), std::size_t(2));
    QVERIFY(!info->body.contains("sk-upstream"));
}

void TestGateway::refusesOnceTheBudgetIsUsedUp()
{
    // One call costs 0.00005, at worst 0.0021.
    const QString key =
        m_fixture->newKey({{"max_budget", 0.0022}, {"key_alias", "thrifty"}, {"budget_duration", "30d"}});
    int served = 0;
    std::shared_ptr<test::Reply> reply;
    while ((reply = chat(key, GatewayFixture::chat(u"small"_s)))->status == 200 && served < 100)
        ++served;
    QVERIFY(served > 0);
    QCOMPARE(reply->status, 429);
    QCOMPARE(reply->errorType(), u"budget_exceeded"_s);
    QCOMPARE(reply->headers.value("x-should-retry"), QByteArray("false"));
    const Json budget = reply->json()["error"]["budget"];
    QCOMPARE(core::stringOr(budget, "level"), u"key"_s);
    QCOMPARE(core::stringOr(budget, "object"), u"thrifty"_s);
    QCOMPARE(core::numberOr(budget, "max_budget"), 0.0022);
    QVERIFY(budget["budget_reset_at"].is_string());
    QVERIFY(reply->body.contains("thrifty"));
    const Json row = m_fixture->row(reply->callId());
    QCOMPARE(core::stringOr(row, "status"), u"failure"_s);
    QCOMPARE(core::numberOr(row, "spend"), 0.0);
}

void TestGateway::countsAgainstASharedBudget()
{
    const Json fields{{"budget_id", "shared"}, {"max_budget", 1}};
    QCOMPARE(m_fixture->master().request("POST", u"/budget/new"_s, fields)->status, 200);
    for (int i = 0; i < 2; ++i)
        QCOMPARE(chat(m_fixture->newKey({{"budget_id", "shared"}}), GatewayFixture::chat(u"small"_s))->status,
                 200);
    const auto spend = [&] {
        const auto info =
            m_fixture->master().request("POST", u"/budget/info"_s, Json{{"budgets", {"shared"}}});
        return core::numberOr(info->json()[0], "spend");
    };
    QCOMPARE(spend(), 1e-04);
    m_fixture->stop();
    QVERIFY(m_fixture->start());
    QCOMPARE(spend(), 1e-04);
}

void TestGateway::neverOverspendsUnderConcurrency()
{
    // Every call costs its worst case: a token for each byte of the request, and all the tokens it asks for.
    const QByteArray body = GatewayFixture::chat(u"small"_s, false, {{"max_tokens", 100}});
    const auto prompt = body.size();
    const QByteArray usage = QByteArray("{\"prompt_tokens\":") + QByteArray::number(prompt) +
                             ",\"completion_tokens\":100,\"total_tokens\":1}";
    m_upstream->answer(FakeAnswer::chatCompletion(usage).after(20ms));
    const double cost = double(prompt) * 1e-6 + 100 * 2e-6;
    const QString key = m_fixture->newKey({{"max_budget", cost * 50}});
    auto client = m_fixture->client(key);
    QList<std::shared_ptr<test::Reply>> replies;
    for (int i = 0; i < 200; ++i)
        replies.append(client.send("POST", u"/v1/chat/completions"_s, body));
    QTRY_VERIFY_WITH_TIMEOUT(
        std::all_of(replies.begin(), replies.end(), [](const auto &reply) { return reply->isDone; }), 30000);
    const auto withStatus = [&](int status) {
        return std::count_if(replies.begin(), replies.end(),
                             [&](const auto &r) { return r->status == status; });
    };
    QCOMPARE(withStatus(200), 50);
    QCOMPARE(withStatus(429), 150);
    const Json keyInfo = m_fixture->master().request("GET", u"/key/info?key="_s + key)->json()["info"];
    QVERIFY(core::numberOr(keyInfo, "spend") <= cost * 50 + 1e-12);
}

void TestGateway::turnsToTheNextDeployment()
{
    m_fixture->stop();
    FakeUpstream second;
    second.answer(FakeAnswer::chatCompletion());
    m_upstream->answer(FakeAnswer::json(503, R"({"error":{"message":"busy"}})"));
    auto other = GatewayFixture::deployment(u"small"_s, second.url());
    other.id = u"second"_s;
    m_fixture->options.config.deployments.push_back(other);
    QVERIFY(m_fixture->start());
    const auto reply = chat(GatewayFixture::MasterKey, GatewayFixture::chat(u"small"_s));
    QCOMPARE(reply->status, 200);
    QCOMPARE(reply->headers.value("x-litellm-model-id"), QByteArray("second"));
    QCOMPARE(m_upstream->requests().size(), 1);
}

void TestGateway::translatesUpstreamRefusals()
{
    m_upstream->answer(FakeAnswer::json(429, R"({"error":{"message":"slow down","type":"tokens"}})")
                           .withHeader("Retry-After", "7"));
    const auto reply = chat(GatewayFixture::MasterKey, GatewayFixture::chat(u"small"_s));
    QCOMPARE(reply->status, 429);
    QCOMPARE(reply->headers.value("retry-after"), QByteArray("7"));
    QVERIFY(reply->body.contains("slow down"));
    QCOMPARE(core::stringOr(m_fixture->row(reply->callId()), "status"), u"failure"_s);
}

void TestGateway::breaksOffWhenTheUpstreamResets()
{
    m_upstream->answer(FakeAnswer::chatStream({u"one"_s, u"two"_s, u"three"_s}, FakeAnswer::TenAndTwenty)
                           .cutAt(300, FakeAnswer::End::Reset));
    const auto reply = chat(GatewayFixture::MasterKey, GatewayFixture::chat(u"small"_s, true));
    QVERIFY(reply->isDone);
    QVERIFY(!reply->body.contains("[DONE]"));
    QVERIFY(reply->body.contains("data: {\"error\":"));
    const Json row = m_fixture->row(reply->callId());
    QCOMPARE(core::stringOr(row, "status"), u"failure"_s);
    QVERIFY(core::integerOr(row, "prompt_tokens") > 0);
}

void TestGateway::timesOutSilentUpstreams()
{
    m_fixture->stop();
    m_upstream->answer(FakeAnswer::silence());
    m_fixture->options.config.deployments.front().timeout = 100ms;
    QVERIFY(m_fixture->start());
    const auto reply = chat(GatewayFixture::MasterKey, GatewayFixture::chat(u"small"_s));
    QCOMPARE(reply->status, 408);
    QCOMPARE(reply->errorType(), u"timeout_error"_s);
    QCOMPARE(core::stringOr(m_fixture->row(reply->callId()), "status"), u"failure"_s);
}

void TestGateway::cancelsUpstreamWhenTheClientGoes()
{
    m_upstream->answer(FakeAnswer::chatStream(QStringList(2000, u"word "_s), FakeAnswer::TenAndTwenty)
                           .inPiecesOf(200)
                           .every(5ms));
    const QString key = m_fixture->newKey({{"max_budget", 1}});
    auto client = m_fixture->client(key);
    auto reply = client.send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s, true));
    QTRY_VERIFY(reply->body.size() > 500);
    const QByteArray callId = reply->callId();
    reply->call.reset();
    QTRY_COMPARE(m_upstream->connectionsAbandoned(), 1);
    Json row;
    QTRY_VERIFY(!(row = m_fixture->row(callId)).is_null());
    QCOMPARE(core::stringOr(row["metadata"]["error_information"], "error_class"), u"client_gone"_s);
    QVERIFY(core::numberOr(row, "spend") > 0);
    // What was set aside is free again: the same call is admitted.
    m_upstream->answer(FakeAnswer::chatCompletion());
    QCOMPARE(chat(key, GatewayFixture::chat(u"small"_s))->status, 200);
}

void TestGateway::refusesTooLargeBodies()
{
    m_fixture->stop();
    m_fixture->options.limits.bodyBytes = 1000;
    QVERIFY(m_fixture->start());
    auto client = m_fixture->client(GatewayFixture::MasterKey);
    const auto reply = client.send("POST", u"/v1/chat/completions"_s, QByteArray(5000, ' '));
    QTRY_VERIFY(reply->isDone || reply->isBroken);
    QCOMPARE(reply->status, 413);
    QCOMPARE(core::stringOr(reply->json()["error"], "code"), u"413"_s);
}

void TestGateway::refusesASecondGatewayOnTheSameData()
{
    gateway::Gateway second;
    auto options = m_fixture->options;
    const auto started = second.start(options);
    QTRY_VERIFY(started.isFinished());
    QVERIFY(!started.result());
    QVERIFY(started.result().error().detail.contains(u"Another gateway"));
    QCOMPARE(second.state(), gateway::Gateway::State::Stopped);
}

void TestGateway::keepsItsKeysBetweenRuns()
{
    m_fixture->stop();
    m_fixture->options.config.masterKey = {};
    QVERIFY(m_fixture->start());
    const auto first = m_fixture->info();
    QVERIFY(first.masterKey.reveal().startsWith(u"sk-"));
    QCOMPARE(QFile::permissions(first.masterKeyPlace) & ~(QFile::ReadUser | QFile::WriteUser),
             QFile::ReadOwner | QFile::WriteOwner);
    m_fixture->stop();
    QVERIFY(m_fixture->start());
    QCOMPARE(m_fixture->info().masterKey, first.masterKey);
    QCOMPARE(m_fixture->info().langfuseSecretKey, first.langfuseSecretKey);
}

void TestGateway::keepsSpendBetweenRuns()
{
    const QString key = m_fixture->newKey({{"max_budget", 1}});
    QCOMPARE(chat(key, GatewayFixture::chat(u"small"_s))->status, 200);
    m_fixture->stop();
    QVERIFY(m_fixture->start());
    const auto reply = chat(key, GatewayFixture::chat(u"small"_s));
    QCOMPARE(reply->headers.value("x-litellm-key-spend"), QByteArray("0.0001"));
    QCOMPARE(m_fixture->rows().size(), std::size_t(2));
}

void TestGateway::servesTraces()
{
    auto client = m_fixture->client({});
    QCOMPARE(client.request("GET", u"/api/public/health"_s)->status, 200);
    QCOMPARE(client.request("GET", u"/api/public/traces"_s)->status, 401);
}

QTEST_GUILESS_MAIN(TestGateway)
#include "tst_gateway.moc"
