// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayfixture.h"

#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <mutex>
#include <support/fakeupstream.h>

using namespace sekisho;
using namespace Qt::Literals::StringLiterals;
using core::Json;
using gateway::RequestLife;
using gateway::Stage;
using test::FakeAnswer;
using test::FakeUpstream;
using test::GatewayFixture;

namespace {

/// What one stage had left when it was done.
struct Step {
    Stage stage;
    QString callId;
    QString model;
    QString keyAlias;
    QString group;
    std::int64_t reservedNanos = 0;
    core::Money reservation;
    QString deployment;
    bool upstreamStream = false;
    providers::TokenUsage usage;
    bool hasFirstByte = false;
    int status = 0;
    core::Money cost;
    QString rowId;
};

Step stepOf(Stage stage, const RequestLife &life)
{
    Step step{stage};
    step.callId = life.callId;
    step.model = life.command.model;
    if (life.caller.key) {
        step.keyAlias = life.caller.key->rules.keyAlias.value_or(QString());
        step.reservedNanos = life.caller.key->meter->reservedNanos;
    }
    step.group = life.group ? life.group->name : QString();
    step.reservation = life.reservation.amount();
    step.deployment = life.deployment ? life.deployment->id : QString();
    step.upstreamStream = life.upstream.stream;
    step.usage = life.usage;
    step.hasFirstByte = life.firstByteAt.has_value();
    step.status = life.status;
    step.cost = life.cost;
    step.rowId = life.row.requestId;
    return step;
}

const QStringList Stages{u"accept"_s, u"parse"_s,  u"authenticate"_s, u"authorise"_s,
                         u"admit"_s,  u"route"_s,  u"translate"_s,    u"call"_s,
                         u"relay"_s,  u"settle"_s, u"record"_s};

} // namespace

/// Follows one request through the gateway and reads what each stage left; docs/request-life.md tells the
/// same.
class TestRequestLife : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void passesEveryStageInOrder();
    void acceptGivesAnId();
    void parseLeavesTheCommand();
    void authenticateLeavesTheCaller();
    void authoriseLeavesTheModel();
    void admitSetsTheWorstCaseAside();
    void routeLeavesTheDeployment();
    void translateLeavesTheUpstreamRequest();
    void relayLeavesUsageAndStatus();
    void settleReplacesTheReservation();
    void recordLeavesTheRow();
    void endsInTheDatabase();
    void isWhatThePageDescribes();

private:
    const Step &after(Stage stage) const { return m_steps.at(static_cast<qsizetype>(stage)); }

    FakeUpstream m_upstream;
    GatewayFixture m_fixture;
    std::mutex m_mutex;
    QList<Step> m_steps;
    QByteArray m_body;
    QByteArray m_callId;
};

void TestRequestLife::initTestCase()
{
    m_fixture.options.config.deployments = {GatewayFixture::deployment(u"small"_s, m_upstream.url())};
    m_fixture.options.observer = [this](Stage stage, const RequestLife &life) {
        const std::lock_guard lock(m_mutex);
        m_steps.append(stepOf(stage, life));
    };
    QVERIFY(m_fixture.start());
    m_upstream.answer(FakeAnswer::chatStream({u"one"_s}, R"({"prompt_tokens":10,"completion_tokens":20})"));
    const QString key = m_fixture.newKey({{"key_alias", "traveller"}, {"max_budget", 1}});
    auto client = m_fixture.client(key);
    m_body = GatewayFixture::chat(u"small"_s, true, {{"max_tokens", 50}});
    const auto reply = client.send("POST", u"/v1/chat/completions"_s, m_body);
    QTRY_VERIFY(reply->isDone);
    m_callId = reply->callId();
    const std::lock_guard lock(m_mutex);
    QCOMPARE(m_steps.size(), Stages.size());
}

void TestRequestLife::passesEveryStageInOrder()
{
    QStringList names;
    for (const Step &step : std::as_const(m_steps))
        names.append(gateway::nameOf(step.stage));
    QCOMPARE(names, Stages);
}

void TestRequestLife::acceptGivesAnId()
{
    QCOMPARE(after(Stage::Accept).callId.toLatin1(), m_callId);
    QVERIFY(after(Stage::Accept).model.isEmpty());
}

void TestRequestLife::parseLeavesTheCommand()
{
    QCOMPARE(after(Stage::Parse).model, u"small"_s);
    QVERIFY(after(Stage::Parse).keyAlias.isEmpty());
}

void TestRequestLife::authenticateLeavesTheCaller()
{
    QCOMPARE(after(Stage::Authenticate).keyAlias, u"traveller"_s);
    QVERIFY(after(Stage::Authenticate).group.isEmpty());
}

void TestRequestLife::authoriseLeavesTheModel()
{
    QCOMPARE(after(Stage::Authorise).group, u"small"_s);
    QCOMPARE(after(Stage::Authorise).reservedNanos, 0);
}

void TestRequestLife::admitSetsTheWorstCaseAside()
{
    // A microdollar for every byte of the request, two for each of the fifty tokens it asks for.
    const std::int64_t worst = m_body.size() * 1000 + 50 * 2000;
    QCOMPARE(after(Stage::Admit).reservation.nanos(), worst);
    QCOMPARE(after(Stage::Admit).reservedNanos, worst);
    QVERIFY(after(Stage::Admit).deployment.isEmpty());
}

void TestRequestLife::routeLeavesTheDeployment()
{
    QCOMPARE(after(Stage::Route).deployment, u"id-of-small"_s);
    QVERIFY(!after(Stage::Route).upstreamStream);
}

void TestRequestLife::translateLeavesTheUpstreamRequest()
{
    QVERIFY(after(Stage::Translate).upstreamStream);
    QVERIFY(!after(Stage::Call).hasFirstByte);
}

void TestRequestLife::relayLeavesUsageAndStatus()
{
    QVERIFY(after(Stage::Relay).hasFirstByte);
    QCOMPARE(after(Stage::Relay).usage.completionTokens, 20);
    QCOMPARE(after(Stage::Relay).status, 200);
    QVERIFY(after(Stage::Relay).reservedNanos > 0);
}

void TestRequestLife::settleReplacesTheReservation()
{
    QCOMPARE(after(Stage::Settle).cost.nanos(), 10 * 1000 + 20 * 2000);
    QCOMPARE(after(Stage::Settle).reservedNanos, 0);
    QVERIFY(after(Stage::Settle).rowId.isEmpty());
}

void TestRequestLife::recordLeavesTheRow()
{
    QCOMPARE(after(Stage::Record).rowId.toLatin1(), m_callId);
}

void TestRequestLife::endsInTheDatabase()
{
    const Json row = m_fixture.row(m_callId);
    QCOMPARE(core::stringOr(row, "request_id").toLatin1(), m_callId);
    QCOMPARE(core::numberOr(row, "spend"), 5e-05);
}

void TestRequestLife::isWhatThePageDescribes()
{
    QFile page(QStringLiteral(SEKISHO_DOCS "/request-life.md"));
    QVERIFY(page.open(QIODevice::ReadOnly));
    static const QRegularExpression heading(u"^## \\d+\\. (\\w+)"_s, QRegularExpression::MultilineOption);
    QStringList described;
    for (auto matches = heading.globalMatch(QString::fromUtf8(page.readAll())); matches.hasNext();)
        described.append(matches.next().captured(1));
    QCOMPARE(described, Stages);
}

QTEST_GUILESS_MAIN(TestRequestLife)
#include "tst_requestlife.moc"
