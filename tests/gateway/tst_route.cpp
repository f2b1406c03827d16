// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/stages/route.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Which deployment of a group serves an attempt.
class TestRoute : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLoneDeploymentServesEveryRequest();
    void deploymentsTakeTurns();
    void turnsOfSeveralGroupsDoNotMeet();
    void eachDeploymentIsTriedOnce_data();
    void eachDeploymentIsTriedOnce();
    void callsAreSpreadByShares_data();
    void callsAreSpreadByShares();
    void aLowerOrderComesFirst();
    void whoIsFullIsPassedOver();
    void aPlaceIsGivenBackForTheNextAttempt();
    void theRefusalTellsOfTheLimitThatGivesWayFirst();
    void anotherTryIsWorthIt_data();
    void anotherTryIsWorthIt();

private:
    static std::shared_ptr<ModelGroup> groupOf(const std::vector<RouteRule> &rules,
                                               const QString &name = u"g"_s);
    static RouteRule limited(const RateLimits &limits);
    QString tries(const std::shared_ptr<ModelGroup> &group);
    QString served(const std::shared_ptr<ModelGroup> &group, int calls);

    core::ManualClock m_clock{core::fromMicros(0)};
    GatewaySettings m_settings;
    std::unique_ptr<RateLimiter> m_rates;
    std::unique_ptr<Route> m_route;

private Q_SLOTS:
    void init()
    {
        m_rates = std::make_unique<RateLimiter>(m_clock);
        m_route = std::make_unique<Route>(*m_rates, m_clock, m_settings);
    }
};

std::shared_ptr<ModelGroup> TestRoute::groupOf(const std::vector<RouteRule> &rules, const QString &name)
{
    auto group = std::make_shared<ModelGroup>();
    group->name = name;
    for (const RouteRule &rule : rules) {
        providers::Deployment deployment;
        deployment.id =
            name == u"g" ? QString::number(group->rules.size()) : name + QString::number(group->rules.size());
        group->deployments.push_back(deployment);
        group->rules.push_back(rule);
    }
    group->shares = sharesOf(rules);
    return group;
}

RouteRule TestRoute::limited(const RateLimits &limits)
{
    return {limits, std::make_shared<SpendMeter>(), {}, {}};
}

/// The deployments of one request that fails everywhere.
QString TestRoute::tries(const std::shared_ptr<ModelGroup> &group)
{
    QString ids;
    RequestLife life;
    life.group = group;
    for (; m_route->run(life) && life.attempts < 10; ++life.attempts)
        ids += life.deployment->id;
    return ids;
}

/// Those of as many requests that succeed; a dash where one was refused.
QString TestRoute::served(const std::shared_ptr<ModelGroup> &group, int calls)
{
    QString ids;
    for (int i = 0; i < calls; ++i) {
        RequestLife life;
        life.group = group;
        ids += m_route->run(life) ? life.deployment->id : u"-"_s;
    }
    return ids;
}

void TestRoute::aLoneDeploymentServesEveryRequest()
{
    const auto group = groupOf({{}});
    for (int i = 0; i < 3; ++i)
        QCOMPARE(tries(group), u"0"_s);
}

void TestRoute::deploymentsTakeTurns()
{
    QCOMPARE(served(groupOf({{}, {}, {}}), 7), u"0120120"_s);
}

void TestRoute::turnsOfSeveralGroupsDoNotMeet()
{
    const auto a = groupOf({{}, {}}, u"a"_s);
    const auto b = groupOf({{}, {}}, u"b"_s);
    QString ids;
    for (int i = 0; i < 3; ++i)
        ids += served(a, 1) + served(b, 1);
    QCOMPARE(ids, u"a0b0a1b1a0b0"_s);
}

void TestRoute::eachDeploymentIsTriedOnce_data()
{
    QTest::addColumn<int>("turn");
    QTest::addColumn<QString>("order");
    QTest::newRow("from the first") << 0 << u"012"_s;
    QTest::newRow("from the middle") << 1 << u"120"_s;
    QTest::newRow("from the last, round to the first") << 2 << u"201"_s;
}

void TestRoute::eachDeploymentIsTriedOnce()
{
    QFETCH(int, turn);
    const auto group = groupOf({{}, {}, {}});
    served(group, turn);
    QTEST(tries(group), "order");
}

void TestRoute::callsAreSpreadByShares_data()
{
    QTest::addColumn<QList<RouteRule>>("rules");
    QTest::addColumn<QString>("served");
    const auto weighing = [](double weight) { return RouteRule{{}, nullptr, weight, {}}; };
    const auto perMinute = [](std::optional<int> requests, std::optional<int> tokens) {
        return RouteRule{{requests, tokens, std::nullopt}, std::make_shared<SpendMeter>(), {}, {}};
    };
    QTest::newRow("three to one, not in a row") << QList{weighing(3), weighing(1)} << u"00100010"_s;
    QTest::newRow("without a weight where others have one") << QList{RouteRule{}, weighing(1)} << u"1111"_s;
    QTest::newRow("weights of zero are none") << QList{weighing(0), weighing(0)} << u"0101"_s;
    QTest::newRow("by requests per minute") << QList{perMinute(200, {}), perMinute(100, {})} << u"010010"_s;
    QTest::newRow("by tokens per minute")
        << QList{perMinute({}, 9'000'000), perMinute({}, 9'000'000)} << u"0101"_s;
}

void TestRoute::callsAreSpreadByShares()
{
    QFETCH(QList<RouteRule>, rules);
    QFETCH(QString, served);
    const auto group = groupOf({rules.begin(), rules.end()});
    QCOMPARE(this->served(group, int(served.size())), served);
}

void TestRoute::aLowerOrderComesFirst()
{
    const auto ordered = [](std::optional<double> order) { return RouteRule{{}, nullptr, {}, order}; };
    const auto group = groupOf({ordered({}), ordered(2), ordered(1), ordered(1)});
    QCOMPARE(served(group, 4), u"2323"_s);
    QCOMPARE(tries(group), u"2310"_s);
}

void TestRoute::whoIsFullIsPassedOver()
{
    const auto group = groupOf({limited({1, {}, {}}), limited({3, {}, {}})});
    QCOMPARE(served(group, 6), u"1011--"_s);
    m_clock.advance(60s);
    QCOMPARE(served(group, 6).count(u'-'), 2);
}

void TestRoute::aPlaceIsGivenBackForTheNextAttempt()
{
    const auto group = groupOf({limited({{}, {}, 1}), limited({{}, {}, 1})});
    QCOMPARE(tries(group), u"01"_s);
    RequestLife first;
    first.group = group;
    QVERIFY(m_route->run(first));
    RequestLife second;
    second.group = group;
    QVERIFY(m_route->run(second));
    QVERIFY(first.deployment != second.deployment);
    QCOMPARE(served(group, 1), u"-"_s);
    const QString freed = first.deployment->id;
    first = {};
    QCOMPARE(served(group, 1), freed);
}

void TestRoute::theRefusalTellsOfTheLimitThatGivesWayFirst()
{
    const auto group = groupOf({limited({1, {}, {}}), limited({1, {}, {}})});
    QCOMPARE(served(group, 1), u"0"_s);
    m_clock.advance(20s);
    QCOMPARE(served(group, 1), u"1"_s);
    RequestLife life;
    life.group = group;
    const auto refused = m_route->run(life);
    QVERIFY(!refused);
    QCOMPARE(refused.error().error.kind, core::ErrorKind::RateLimited);
    QCOMPARE(refused.error().headers.value("Retry-After"), QByteArray("40"));
    const core::Json &told = refused.error().fields["rate_limit"];
    QCOMPARE(core::stringOr(told, "level"), u"model"_s);
    QCOMPARE(core::stringOr(told, "object"), u"g"_s);
    QVERIFY(!life.deployment);
}

void TestRoute::anotherTryIsWorthIt_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("isWorthIt");
    QTest::newRow("no answer at all") << 0 << true;
    QTest::newRow("a request that is wrong everywhere") << 400 << false;
    QTest::newRow("a key that this upstream refuses") << 401 << true;
    QTest::newRow("a key without the right") << 403 << true;
    QTest::newRow("a model that this upstream does not have") << 404 << true;
    QTest::newRow("an upstream that took too long") << 408 << true;
    QTest::newRow("a prompt that is too large") << 413 << false;
    QTest::newRow("content that is refused") << 422 << false;
    QTest::newRow("an upstream at its limit") << 429 << true;
    QTest::newRow("an upstream that broke") << 500 << true;
    QTest::newRow("an upstream that is busy") << 503 << true;
}

void TestRoute::anotherTryIsWorthIt()
{
    QFETCH(int, status);
    providers::UpstreamError error;
    error.status = status;
    QTEST(isWorthAnotherTry(error), "isWorthIt");
}

QTEST_GUILESS_MAIN(TestRoute)
#include "tst_route.moc"
