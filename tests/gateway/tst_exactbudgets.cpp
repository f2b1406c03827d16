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

/// 200 calls at the same time against a budget worth 50, at every level, however the calls end.
class TestExactBudgets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void neverSpendsMoreThanThereIs_data();
    void neverSpendsMoreThanThereIs();
    void everyEndingSettles_data();
    void everyEndingSettles();

private:
    QByteArray body(bool stream) const;
    double worstCost(bool stream) const;
    FakeAnswer dearestAnswer(bool stream) const;
    QString keyAtLevel(const QString &level, double budget);
    Replies many(const QString &key, int count, bool stream);
    double spentByAll();

    std::unique_ptr<FakeUpstream> m_upstream;
    std::unique_ptr<GatewayFixture> m_fixture;
};

static constexpr int Worth = 50;
static constexpr int Calls = 200;
static constexpr int Output = 100;

void TestExactBudgets::init()
{
    m_upstream = std::make_unique<FakeUpstream>();
    m_fixture = std::make_unique<GatewayFixture>();
    m_fixture->options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream->url())};
    m_fixture->options.config.settings.maxBudget.reset();
}

void TestExactBudgets::cleanup()
{
    m_fixture.reset();
    m_upstream.reset();
}

QByteArray TestExactBudgets::body(bool stream) const
{
    Json extra{{"max_tokens", Output}, {"user", "guest"}};
    return GatewayFixture::chat(u"small"_s, stream, extra);
}

/// A token for each byte of the request, and all the tokens it asks for.
double TestExactBudgets::worstCost(bool stream) const
{
    return double(body(stream).size()) * 1e-6 + Output * 2e-6;
}

/// The upstream charges all that the call can cost.
FakeAnswer TestExactBudgets::dearestAnswer(bool stream) const
{
    const QByteArray usage = "{\"prompt_tokens\":" + QByteArray::number(body(stream).size()) +
                             ",\"completion_tokens\":" + QByteArray::number(Output) + ",\"total_tokens\":1}";
    if (stream)
        return FakeAnswer::chatStream({u"Hel"_s, u"lo"_s}, usage).after(10ms);
    return FakeAnswer::chatCompletion(usage).after(10ms);
}

QString TestExactBudgets::keyAtLevel(const QString &level, double budget)
{
    if (level == u"proxy")
        return m_fixture->newKey(Json::object());
    if (level != u"key_model")
        return test::keyLimitedAt(*m_fixture, level, {{"max_budget", budget}});
    Json fields = Json::object();
    fields["model_max_budget"]["small"] = {{"max_budget", budget}, {"budget_duration", "30d"}};
    return m_fixture->newKey(fields);
}

Replies TestExactBudgets::many(const QString &key, int count, bool stream)
{
    auto client = m_fixture->client(key);
    Replies replies;
    for (int i = 0; i < count; ++i)
        replies.append(client.send("POST", u"/v1/chat/completions"_s, body(stream)));
    (void)QTest::qWaitFor(
        [&] {
            return std::all_of(replies.begin(), replies.end(),
                               [](const auto &reply) { return reply->isDone || reply->isBroken; });
        },
        60000);
    return replies;
}

double TestExactBudgets::spentByAll()
{
    double spent = 0;
    for (const Json &row : m_fixture->rows())
        spent += core::numberOr(row, "spend");
    return spent;
}

static int withStatus(const Replies &replies, int status)
{
    return int(
        std::count_if(replies.begin(), replies.end(), [&](const auto &r) { return r->status == status; }));
}

void TestExactBudgets::neverSpendsMoreThanThereIs_data()
{
    QTest::addColumn<QString>("level");
    QTest::addColumn<bool>("stream");
    for (const auto &level : {u"key"_s, u"key_model"_s, u"budget"_s, u"user"_s, u"team"_s, u"team_member"_s,
                              u"organization"_s, u"tag"_s, u"end_user"_s, u"proxy"_s}) {
        QTest::newRow(qPrintable(u"plain, the budget of: "_s + level)) << level << false;
        QTest::newRow(qPrintable(u"streamed, the budget of: "_s + level)) << level << true;
    }
}

void TestExactBudgets::neverSpendsMoreThanThereIs()
{
    QFETCH(QString, level);
    QFETCH(bool, stream);
    // Half a call more, so that no rounding decides.
    const double budget = worstCost(stream) * (Worth + 0.5);
    if (level == u"proxy")
        m_fixture->options.config.settings.maxBudget = core::Money::fromUsd(budget);
    QVERIFY2(m_fixture->start(), qPrintable(core::describe(m_fixture->startError())));
    m_upstream->answer(dearestAnswer(stream));
    const QString key = keyAtLevel(level, budget);
    QVERIFY(!key.isEmpty());
    const Replies replies = many(key, Calls, stream);
    QCOMPARE(withStatus(replies, 200), Worth);
    QCOMPARE(withStatus(replies, 429), Calls - Worth);
    const auto refused =
        std::find_if(replies.begin(), replies.end(), [](const auto &reply) { return reply->status == 429; });
    const Json told = (*refused)->json()["error"]["budget"];
    QCOMPARE(core::stringOr(told, "level"), level);
    QCOMPARE(core::numberOr(told, "max_budget"), core::Money::fromUsd(budget).usd());
    QVERIFY2(spentByAll() <= budget, qPrintable(QString::number(spentByAll(), 'g', 12)));
}

void TestExactBudgets::everyEndingSettles_data()
{
    QTest::addColumn<QString>("ending");
    QTest::addColumn<bool>("stream");
    for (const auto &ending : {u"the upstream refuses"_s, u"the upstream dies"_s, u"the client leaves"_s}) {
        QTest::newRow(qPrintable(u"plain: "_s + ending)) << ending << false;
        QTest::newRow(qPrintable(u"streamed: "_s + ending)) << ending << true;
    }
}

// What a call had set aside comes back to the last nano-dollar: a budget that is exactly enough for one more
// call lets it in.
void TestExactBudgets::everyEndingSettles()
{
    QFETCH(QString, ending);
    QFETCH(bool, stream);
    QVERIFY2(m_fixture->start(), qPrintable(core::describe(m_fixture->startError())));
    auto answer = dearestAnswer(stream);
    if (ending == u"the upstream refuses")
        answer = FakeAnswer::json(500, R"({"error":{"message":"busy"}})");
    else if (ending == u"the upstream dies")
        answer.cutAt(40, FakeAnswer::End::Reset);
    else
        answer.cutAt(40, FakeAnswer::End::Stall);
    m_upstream->answer(answer);
    const double budget = worstCost(stream) * (Worth + 0.5);
    const QString key = keyAtLevel(u"key"_s, budget);
    if (ending == u"the client leaves") {
        auto client = m_fixture->client(key);
        Replies replies;
        for (int i = 0; i < 20; ++i)
            replies.append(client.send("POST", u"/v1/chat/completions"_s, body(stream)));
        QTRY_COMPARE(m_upstream->requests().size(), 20);
        for (const auto &reply : replies)
            reply->call.reset();
        QTRY_COMPARE(m_upstream->connectionsAbandoned(), 20);
    } else {
        QCOMPARE(many(key, Calls, stream).size(), Calls);
    }
    const double spent = spentByAll();
    QVERIFY2(spent <= budget, qPrintable(QString::number(spent, 'g', 12)));
    m_upstream->answer(dearestAnswer(false));
    const Replies after = many(key, Calls, false);
    const int stillFits = int((budget - spent) / worstCost(false));
    QCOMPARE(withStatus(after, 200), stillFits);
}

QTEST_GUILESS_MAIN(TestExactBudgets)
#include "tst_exactbudgets.moc"
