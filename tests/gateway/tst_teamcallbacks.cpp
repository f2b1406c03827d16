// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <QDirIterator>
#include <QFloat16>
#include <QTest>

#include <support/fakeupstream.h>

using namespace sekisho;
using namespace sekisho::test;
using namespace Qt::Literals::StringLiterals;
using core::Json;

/// Logging callbacks of teams and keys: what is secret in them, and what becomes of prompts.
class TeamCallbacksTest : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m;

    std::shared_ptr<Reply> post(const QString &path, const Json &body)
    {
        return m->master().request("POST", path, body);
    }
    Json callbacks() { return m->master().request("GET", u"/team/t/callback"_s)->json()["data"]; }
    /// What is stored of a call.
    Json storedOf(const QString &key)
    {
        auto client = m->client(key);
        const auto reply = client.send("POST", u"/v1/chat/completions"_s, GatewayFixture::chat(u"small"_s));
        TestClient::waitFor(*reply);
        Json stored;
        const QString path = u"/spend/logs/ui/"_s + QString::fromLatin1(reply->callId());
        // Prompts are stored after the rows.
        (void)QTest::qWaitFor(
            [&] {
                stored = m->master().request("GET", path)->json();
                return core::memberOr(stored, "messages").is_array();
            },
            m_patience);
        return stored;
    }
    QByteArray everythingOnDisk() const
    {
        QByteArray all;
        for (QDirIterator files(m->dataDir(), QDir::Files, QDirIterator::Subdirectories); files.hasNext();) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                all += file.readAll();
        }
        return all;
    }
    static Json langfuse(const char *secret)
    {
        return {{"langfuse_host", "https://traces.example"},
                {"langfuse_public_key", "pk-lf-known"},
                {"langfuse_secret_key", secret}};
    }
    int m_patience = 20'000;

private Q_SLOTS:
    void init()
    {
        m_patience = 20'000;
        m_upstream = std::make_unique<FakeUpstream>();
        m_upstream->answer(FakeAnswer::chatCompletion());
        m = std::make_unique<GatewayFixture>();
        m->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url())};
        m->options.config.settings.storePromptsInSpendLogs = true;
        QVERIFY(m->start());
        QCOMPARE(post(u"/team/new"_s, {{"team_id", "t"}})->status, 200);
    }
    void cleanup()
    {
        m.reset();
        m_upstream.reset();
    }

    void secretsAreSealedAndMasked()
    {
        const Json body{{"callback_name", "langfuse"}, {"callback_vars", langfuse("sk-lf-treasure")}};
        const auto made = post(u"/team/t/callback"_s, body);
        QCOMPARE(made->status, 200);
        QCOMPARE(made->json()["data"]["team_id"], Json("t"));
        QVERIFY(!made->body.contains("treasure"));
        QCOMPARE(callbacks()["success_callbacks"], Json::array({"langfuse"}));
        QCOMPARE(callbacks()["failure_callbacks"], Json::array({"langfuse"}));
        QCOMPARE(callbacks()["callback_vars"], langfuse("****"));
        const auto audit = m->master().request("GET", u"/audit?page_size=100"_s);
        QVERIFY(!audit->body.contains("treasure"));
        m->stop();
        QVERIFY(!everythingOnDisk().contains("treasure"));
        QVERIFY(m->start());
        QCOMPARE(callbacks()["callback_vars"], langfuse("****"));
    }

    void aCallbackIsNamedOnce()
    {
        const Json onSuccess{{"callback_name", "langfuse"}, {"callback_type", "success"}};
        QCOMPARE(post(u"/team/t/callback"_s, onSuccess)->status, 200);
        QCOMPARE(post(u"/team/t/callback"_s, onSuccess)->status, 400);
        QCOMPARE(post(u"/team/t/callback"_s, {{"callback_name", "langfuse"}, {"callback_type", "failure"}})
                     ->status,
                 200);
        QCOMPARE(
            post(u"/team/t/callback"_s, {{"callback_name", "x"}, {"callback_type", "sometimes"}})->status,
            400);
        QCOMPARE(post(u"/team/none/callback"_s, onSuccess)->status, 404);
        QCOMPARE(callbacks()["success_callbacks"].size(), 1u);
        QCOMPARE(callbacks()["failure_callbacks"].size(), 1u);
    }

    void itsAdminsDecide()
    {
        const auto user = [&](const char *id, const char *role) {
            const Json teams = Json::array({{{"team_id", "t"}, {"user_role", role}}});
            return core::stringOr(post(u"/user/new"_s, {{"user_id", id}, {"teams", teams}})->json(), "key");
        };
        auto chief = m->client(user("chief", "admin")), member = m->client(user("member", "user"));
        QCOMPARE(member.request("POST", u"/team/t/disable_logging"_s, Json::object())->status, 403);
        QCOMPARE(member.request("GET", u"/team/t/callback"_s)->status, 403);
        QCOMPARE(chief.request("POST", u"/team/t/disable_logging"_s, Json::object())->status, 200);
        QCOMPARE(chief.request("GET", u"/team/t/callback"_s)->status, 200);
    }

    void aTeamWithoutLoggingHasNoPromptsStored()
    {
        const QString ofTeam = m->newKey({{"team_id", "t"}}), other = m->newKey(Json::object());
        QVERIFY(storedOf(ofTeam)["messages"].is_array());
        QCOMPARE(post(u"/team/t/callback"_s, {{"callback_name", "langfuse"}})->status, 200);
        QCOMPARE(post(u"/team/t/disable_logging"_s, Json::object())->status, 200);
        QCOMPARE(callbacks()["success_callbacks"], Json::array());
        QVERIFY(storedOf(other)["messages"].is_array());
        m_patience = 500;
        QVERIFY(!core::memberOr(storedOf(ofTeam), "messages").is_array());
        // The row is there, with what it cost.
        QCOMPARE(m->rows().size(), 3u);
        m_patience = 20'000;
        QCOMPARE(post(u"/team/t/callback"_s, {{"callback_name", "langfuse"}})->status, 200);
        QVERIFY(storedOf(ofTeam)["messages"].is_array());
    }

    void theLoggingOfAKeyKeepsItsSecrets()
    {
        const auto logging = [](const Json &vars) {
            return Json{{"note", "n"},
                        {"logging", Json::array({{{"callback_name", "langfuse"}, {"callback_vars", vars}}})}};
        };
        const QString key = m->newKey({{"metadata", logging(langfuse("sk-lf-treasure"))}});
        const auto shown = [&] {
            return m->master().request("GET", u"/key/info?key="_s + key)->json()["info"]["metadata"];
        };
        QCOMPARE(shown(), logging(langfuse("****")));
        // A form sends back what it was shown.
        QCOMPARE(post(u"/key/update"_s, {{"key", key}, {"metadata", logging(langfuse("****"))}})->status,
                 200);
        QCOMPARE(shown(), logging(langfuse("****")));
        QCOMPARE(post(u"/key/update"_s, {{"key", key}, {"metadata", {{"logging", "langfuse"}}}})->status,
                 400);
        const Json team{{"team_id", "t"}, {"metadata", logging(langfuse("sk-lf-treasure"))}};
        const auto updated = post(u"/team/update"_s, team);
        QCOMPARE(updated->json()["data"]["metadata"], logging(langfuse("****")));
        m->stop();
        QVERIFY(!everythingOnDisk().contains("treasure"));
    }
};

QTEST_GUILESS_MAIN(TeamCallbacksTest)
#include "tst_teamcallbacks.moc"
