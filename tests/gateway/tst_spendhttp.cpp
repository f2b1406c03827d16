// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using core::Json;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;

/// What a call leaves behind, as the spend routes tell it over HTTP.
class TestSpendHttp : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m_fixture;

    bool startStoring(bool stores)
    {
        m_fixture->options.config.settings.storePromptsInSpendLogs = stores;
        return m_fixture->start();
    }

    QByteArray chat(const QString &key, const QByteArray &body, const http::Headers &headers = {})
    {
        auto client = m_fixture->client(key);
        const auto reply = client.send("POST", u"/v1/chat/completions"_s, body, headers);
        (void)QTest::qWaitFor([&] { return reply->isDone || reply->isBroken; });
        return reply->callId();
    }

    Json get(const QString &path, const QString &key = GatewayFixture::MasterKey)
    {
        return m_fixture->client(key).request("GET", path)->json();
    }

    Json stored(const QByteArray &callId) { return get(u"/spend/logs/ui/"_s + QString::fromLatin1(callId)); }

    static QString today() { return core::toIso8601(core::SystemClock().now()).left(10); }
    static QString days() { return u"?start_date=%1&end_date=%1"_s.arg(today()); }

private Q_SLOTS:
    void init()
    {
        m_upstream = std::make_unique<FakeUpstream>();
        m_fixture = std::make_unique<GatewayFixture>();
        m_fixture->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url())};
        m_upstream->answer(FakeAnswer::json(
            200, R"({"id":"a","choices":[{"message":{"role":"assistant","content":"Hello"}}],)"
                 R"("usage":{"prompt_tokens":10,"completion_tokens":20,"total_tokens":30,)"
                 R"("prompt_tokens_details":{"cached_tokens":4}}})"));
    }

    void cleanup()
    {
        m_fixture.reset();
        m_upstream.reset();
    }

    void aCallIsInEveryList()
    {
        QVERIFY(startStoring(false));
        const QString key = m_fixture->newKey({{"user_id", "u1"}, {"key_alias", "k"}});
        const QByteArray id =
            chat(key, GatewayFixture::chat(u"small"_s, false, {{"user", "taro"}, {"tags", {"red"}}}));
        const Json page = get(u"/spend/logs/v2"_s + days());
        QCOMPARE(page["total"].get<int>(), 1);
        const Json &row = page["data"][0];
        QCOMPARE(core::stringOr(row, "request_id"), QString::fromLatin1(id));
        QCOMPARE(core::stringOr(row, "api_base"), m_upstream->url().toString());
        QVERIFY(row["session_total_count"] == 1);
        QVERIFY(row["metadata"]["usage_object"]["prompt_tokens_details"]["cached_tokens"] == 4);
        const Json activity = get(u"/user/daily/activity"_s + days());
        QVERIFY(activity["metadata"]["total_api_requests"] == 1);
        QVERIFY(activity["metadata"]["total_cache_read_input_tokens"] == 4);
        QVERIFY(get(u"/tag/daily/activity"_s + days())["metadata"]["total_tokens"] == 30);
        QVERIFY(get(u"/global/all_end_users"_s)["end_users"] == Json::array({"taro"}));
    }

    void nothingIsStoredUnlessAsked()
    {
        QVERIFY(startStoring(false));
        const QByteArray id = chat(m_fixture->newKey(Json::object()), GatewayFixture::chat(u"small"_s));
        QVERIFY(stored(id) == (Json{{"messages", Json::object()},
                                    {"response", Json::object()},
                                    {"proxy_server_request", Json::object()}}));
    }

    void whatWasSaidIsStored_data()
    {
        QTest::addColumn<bool>("stream");
        QTest::newRow("a plain answer") << false;
        QTest::newRow("a stream") << true;
    }

    void whatWasSaidIsStored()
    {
        QFETCH(bool, stream);
        QVERIFY(startStoring(true));
        if (stream)
            m_upstream->answer(FakeAnswer::chatStream(
                {u"Hel"_s, u"lo"_s}, R"({"prompt_tokens":1,"completion_tokens":2,"total_tokens":3})"));
        const QByteArray id = chat(m_fixture->newKey(Json::object()),
                                   GatewayFixture::chat(u"small"_s, stream, {{"api_key", "hidden"}}));
        QTRY_VERIFY(!stored(id)["messages"].empty());
        const Json payload = stored(id);
        QVERIFY(payload["messages"][0]["content"] == "Say something.");
        QVERIFY(payload["response"]["choices"][0]["message"]["content"] == "Hello");
        QVERIFY(payload["proxy_server_request"]["body"]["model"] == "small");
        QVERIFY(payload["proxy_server_request"]["body"]["api_key"] == "REDACTED");
    }

    void aClientMayKeepItsWordsToItself()
    {
        QVERIFY(startStoring(true));
        const QString key = m_fixture->newKey(Json::object());
        http::Headers headers;
        headers.append("x-litellm-enable-message-redaction", "true");
        const QByteArray secret = chat(key, GatewayFixture::chat(u"small"_s), headers);
        const QByteArray open = chat(key, GatewayFixture::chat(u"small"_s));
        QTRY_VERIFY(!stored(open)["messages"].empty());
        QVERIFY(stored(secret)["messages"].empty());
    }

    void costsAreFigured_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("field");
        QTest::addColumn<double>("cost"); ///< negative: refused
        const QString calculate = u"/spend/calculate"_s;
        const QString estimate = u"/cost/estimate"_s;
        const QString cost = u"cost"_s;
        QTest::newRow("an answer that was given")
            << calculate
            << QByteArray(
                   R"({"completion_response":{"model":"small","usage":{"prompt_tokens":1000000,"completion_tokens":1000000}}})")
            << cost << 3.0;
        QTest::newRow("an answer without usage")
            << calculate << QByteArray(R"({"completion_response":{"model":"small"}})") << cost << 0.0;
        QTest::newRow("a model nobody has")
            << calculate << QByteArray(R"({"model":"none","messages":[]})") << cost << -1.0;
        QTest::newRow("neither messages nor answer")
            << calculate << QByteArray(R"({"model":"small"})") << cost << -1.0;
        QTest::newRow("nothing at all") << calculate << QByteArray("{}") << cost << -1.0;
        const QByteArray tokens =
            R"({"model":"small","input_tokens":1000,"output_tokens":500,"num_requests_per_day":1000})";
        QTest::newRow("each request") << estimate << tokens << u"cost_per_request"_s << 0.002;
        QTest::newRow("each day") << estimate << tokens << u"daily_cost"_s << 2.0;
        QTest::newRow("output only") << estimate << tokens << u"output_cost_per_request"_s << 0.001;
        QTest::newRow("a negative count")
            << estimate << QByteArray(R"({"model":"small","input_tokens":-1})") << cost << -1.0;
        QTest::newRow("a count in words")
            << estimate << QByteArray(R"({"model":"small","input_tokens":"many"})") << cost << -1.0;
        QTest::newRow("no model") << estimate << QByteArray(R"({"input_tokens":1})") << cost << -1.0;
    }

    void costsAreFigured()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, field);
        QFETCH(double, cost);
        QVERIFY(startStoring(false));
        const auto reply = m_fixture->master().request("POST", path, core::parseJson(body).value());
        QCOMPARE(reply->status, cost < 0 ? 400 : 200);
        if (cost >= 0)
            QCOMPARE(core::numberOr(reply->json(), field.toLatin1().constData(), -1), cost);
    }

    void othersDoNotSeeIt()
    {
        QVERIFY(startStoring(true));
        const QString owner = m_fixture->newKey({{"user_id", "u1"}});
        const QString other = m_fixture->newKey({{"user_id", "u2"}});
        const QString id = QString::fromLatin1(chat(owner, GatewayFixture::chat(u"small"_s)));
        auto client = m_fixture->client(other);
        QCOMPARE(client.request("GET", u"/spend/logs/ui/"_s + id)->status, 404);
        QCOMPARE(client.request("GET", u"/spend/logs/v2"_s + days())->json()["data"].size(), std::size_t(0));
        QCOMPARE(client.request("GET", u"/spend/logs/v2"_s + days() + u"&user_id=u1"_s)->status, 403);
        QCOMPARE(client.request("GET", u"/spend/logs/ui"_s + days() + u"&team_id=t1"_s)->status, 403);
        QVERIFY(client.request("GET", u"/global/spend/report"_s + days())->status >= 401);
        QCOMPARE(m_fixture->client(owner).request("GET", u"/spend/logs/ui/"_s + id)->status, 200);
    }
};

QTEST_GUILESS_MAIN(TestSpendHttp)
#include "tst_spendhttp.moc"
