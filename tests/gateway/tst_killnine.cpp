// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayprocess.h"

#include <storage/database.h>

#include <QSet>
#include <QTest>

#include <support/fakeupstream.h>
#include <support/spendcheck.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using test::FakeAnswer;
using test::FakeUpstream;

/// The promise of the ledger: what a client was told is complete is recorded, whenever the process dies.
class TestKillNine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup();
    void losesNoCompletedCall_data();
    void losesNoCompletedCall();
    void sumsEqualTheRowsWhateverHappens();

private:
    static constexpr int Clients = 32;

    void killGateway();
    void loadUntil(std::size_t completed);
    QStringList makeKeys();
    std::shared_ptr<test::Reply> sendAs(const QString &key);
    bool manage(const QString &path, const core::Json &body);
    bool rotateLast(QStringList &keys);
    bool loadAs(QStringList &keys, int calls);
    void harvest();

    FakeUpstream m_upstream;
    test::GatewayProcess m_gateway{QStringLiteral(SEKISHO_GATEWAY_PROGRAM), m_upstream.url()};
    QList<std::shared_ptr<test::Reply>> m_underWay;
    QSet<QString> m_completed;
    bool m_stream = false;
};

void TestKillNine::cleanup()
{
    QVERIFY(m_gateway.kill());
}

void TestKillNine::killGateway()
{
    QVERIFY(m_gateway.kill());
    // What the kernel still had for the client counts as told.
    QTRY_VERIFY(std::all_of(m_underWay.begin(), m_underWay.end(),
                            [](const auto &reply) { return reply->isDone || reply->isBroken; }));
    harvest();
    m_underWay.clear();
}

void TestKillNine::harvest()
{
    for (const auto &reply : std::as_const(m_underWay)) {
        const bool isWhole =
            reply->isDone && reply->status == 200 && (!m_stream || reply->body.endsWith("data: [DONE]\n\n"));
        if (isWhole)
            m_completed.insert(QString::fromLatin1(reply->callId()));
    }
    m_underWay.removeIf([](const auto &reply) { return reply->isDone || reply->isBroken; });
}

void TestKillNine::loadUntil(std::size_t completed)
{
    QTRY_VERIFY_WITH_TIMEOUT(
        [&] {
            harvest();
            while (m_underWay.size() < Clients)
                m_underWay.append(m_gateway.sendChat(m_stream));
            return std::size_t(m_completed.size()) >= completed;
        }(),
        60000);
}

void TestKillNine::losesNoCompletedCall_data()
{
    QTest::addColumn<bool>("stream");
    QTest::addColumn<int>("more");
    QTest::newRow("killed early, plain answers") << false << 20;
    QTest::newRow("killed amid group commits, plain answers") << false << 300;
    QTest::newRow("killed early, streams") << true << 20;
    QTest::newRow("killed amid group commits, streams") << true << 300;
    QTest::newRow("killed once more") << true << 150;
}

void TestKillNine::losesNoCompletedCall()
{
    QFETCH(bool, stream);
    QFETCH(int, more);
    m_stream = stream;
    const QByteArray usage = R"({"prompt_tokens":3,"completion_tokens":2,"total_tokens":5})";
    if (stream)
        m_upstream.answer(FakeAnswer::chatStream({u"one"_s, u"two"_s}, usage));
    else
        m_upstream.answer(FakeAnswer::json(
            200, R"({"id":"a","object":"chat.completion","choices":[],"usage":)" + usage + "}"));
    QVERIFY(m_gateway.start());
    loadUntil(std::size_t(m_completed.size()) + std::size_t(more));
    killGateway();
    QVERIFY(m_gateway.start());
    const auto recorded = m_gateway.recordedCalls();
    for (const QString &call : std::as_const(m_completed))
        QCOMPARE(recorded.value(call), 1);
    for (auto it = recorded.begin(); it != recorded.end(); ++it)
        QVERIFY2(it.value() == 1, qPrintable(it.key() + u" is there twice"_s));
    QVERIFY(m_gateway.terminate());
}

bool TestKillNine::manage(const QString &path, const core::Json &body)
{
    return m_gateway.client().request("POST", path, body)->status == 200;
}

/// Of a user in a team in an organisation, of a user alone, and with a budget for the model.
QStringList TestKillNine::makeKeys()
{
    if (!manage(u"/organization/new"_s, {{"organization_id", "o"}, {"organization_alias", "O"}}) ||
        !manage(u"/organization/member_add"_s,
                {{"organization_id", "o"}, {"member", {{"user_id", "u"}, {"role", "internal_user"}}}}) ||
        !manage(u"/team/new"_s, {{"team_id", "t"},
                                 {"organization_id", "o"},
                                 {"members_with_roles", {{{"role", "user"}, {"user_id", "u"}}}}}) ||
        !manage(u"/budget/new"_s, {{"budget_id", "b"}}) || !manage(u"/tag/new"_s, {{"name", "red"}}))
        return {};
    QStringList keys;
    for (const core::Json &fields :
         {core::Json{{"user_id", "u"}, {"team_id", "t"}}, core::Json{{"user_id", "u"}, {"budget_id", "b"}},
          core::Json{{"model_max_budget", {{"small", {{"budget_limit", 1000}, {"time_period", "30d"}}}}}}})
        keys.append(
            core::stringOr(m_gateway.client().request("POST", u"/key/generate"_s, fields)->json(), "key"));
    return keys;
}

std::shared_ptr<test::Reply> TestKillNine::sendAs(const QString &key)
{
    const core::Json extra{{"user", "taro"}, {"metadata", {{"tags", {"red"}}}}};
    return m_gateway.client().send("POST", u"/v1/chat/completions"_s,
                                   test::GatewayFixture::chat(u"small"_s, false, extra),
                                   {{"x-litellm-api-key", key.toUtf8()}});
}

/// The old key is used on beside the new one.
bool TestKillNine::rotateLast(QStringList &keys)
{
    const auto reply = m_gateway.client().request(
        "POST", u"/key/regenerate"_s, {{"key", keys.last().toStdString()}, {"grace_period", "1h"}});
    keys.append(core::stringOr(reply->json(), "key"));
    return reply->status == 200;
}

/// Calls in turn, some of them under way while a key is rotated and spends are reset.
bool TestKillNine::loadAs(QStringList &keys, int calls)
{
    const std::size_t goal = std::size_t(m_completed.size()) + std::size_t(calls);
    bool isManaged = false;
    bool done = true;
    const bool reached = QTest::qWaitFor(
        [&] {
            harvest();
            while (m_underWay.size() < Clients)
                m_underWay.append(sendAs(keys.at(m_underWay.size() % keys.size())));
            if (!isManaged && std::size_t(m_completed.size()) >= goal - std::size_t(calls) / 2) {
                isManaged = true;
                done = rotateLast(keys) &&
                       manage(u"/key/"_s + keys.at(0) + u"/reset_spend"_s, {{"reset_to", 0}}) &&
                       manage(u"/team/t/member/u/reset_spend"_s, {{"reset_to", 0}});
            }
            return std::size_t(m_completed.size()) >= goal;
        },
        60000);
    return reached && isManaged && done;
}

void TestKillNine::sumsEqualTheRowsWhateverHappens()
{
    m_stream = false;
    m_completed.clear();
    m_upstream.answer(
        FakeAnswer::json(200, R"({"id":"a","object":"chat.completion","choices":[],)"
                              R"("usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}})"));
    QVERIFY(m_gateway.start());
    QStringList keys = makeKeys();
    QCOMPARE(keys.size(), 3);
    for (int round = 0; round < 3; ++round) {
        QVERIFY(loadAs(keys, 200));
        killGateway();
        QVERIFY(m_gateway.start());
    }
    QVERIFY(m_gateway.terminate());
    const auto database =
        storage::Database::open(storage::DatabaseAddress::file(m_gateway.dataDir() + u"/gateway.db"_s));
    QVERIFY(database.has_value());
    QCOMPARE(support::spendMismatches(**database).value(), QStringList());
    const auto spent =
        (*database)->selectOne<qint64>(u"SELECT spend FROM tags WHERE tag_name = 'red'"_s, {},
                                       [](const storage::Row &row) { return qint64(row.integer(0)); });
    QVERIFY(spent.value().value_or(0) >= 600 * 7000);
}

QTEST_GUILESS_MAIN(TestKillNine)
#include "tst_killnine.moc"
