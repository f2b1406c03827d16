// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/stages/settle.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;
using core::Money;

/// What a call costs, and that it takes the place of what was set aside.
class TestSettle : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void costsTokensAtTheDeploymentsPrices_data();
    void costsTokensAtTheDeploymentsPrices();
    void theCostTakesTheReservationsPlace();
    void aCallThatReachedNoDeploymentCostsNothing();
    void aDearerCallThanExpectedIsCountedInFull();

private:
    RequestLife admitted();

    core::SystemClock m_clock;
    GatewaySettings m_settings;
    RateLimiter m_rates{m_clock};
    Directory m_directory;
    providers::Deployment m_deployment;
    std::shared_ptr<SpendMeter> m_meter;
};

void TestSettle::init()
{
    m_deployment.modelName = u"m"_s;
    m_deployment.inputPrice = core::TokenPrice::fromUsdPerToken(1e-6);
    m_deployment.outputPrice = core::TokenPrice::fromUsdPerToken(4e-6);
    m_deployment.maxOutputTokens = 100;
    m_directory.removeKey("k");
}

RequestLife TestSettle::admitted()
{
    storage::VirtualKey key;
    key.token = "k";
    key.limits.maxBudget = Money::fromNanos(1'000'000);
    m_directory.publish(key);
    RequestLife life;
    life.caller.key = m_directory.key("k");
    m_meter = life.caller.key->meter;
    life.command.model = u"m"_s;
    life.command.promptTokensAtMost = 50;
    const ModelTable models({m_deployment});
    auto reservation = Admit(m_directory, m_rates, m_clock, m_settings)
                           .run(life.caller, life.grant, life.command, *models.group(u"m"_s));
    if (reservation)
        life.reservation = std::move(*reservation);
    return life;
}

void TestSettle::costsTokensAtTheDeploymentsPrices_data()
{
    QTest::addColumn<int>("prompt");
    QTest::addColumn<int>("completion");
    QTest::addColumn<int>("nanos");
    QTest::newRow("nothing said") << 0 << 0 << 0;
    QTest::newRow("a question without an answer") << 10 << 0 << 10'000;
    QTest::newRow("an answer") << 10 << 20 << 90'000;
}

void TestSettle::costsTokensAtTheDeploymentsPrices()
{
    QFETCH(int, prompt);
    QFETCH(int, completion);
    QFETCH(int, nanos);
    QCOMPARE(costOf(m_deployment, {prompt, completion}).nanos(), nanos);
}

void TestSettle::theCostTakesTheReservationsPlace()
{
    RequestLife life = admitted();
    QCOMPARE(m_meter->reservedNanos, 50'000 + 400'000);
    life.deployment = &m_deployment;
    life.usage = {10, 20};
    Settle(m_settings).run(life);
    QCOMPARE(life.cost.nanos(), 90'000);
    QCOMPARE(m_meter->spentNanos, 90'000);
    QCOMPARE(m_meter->reservedNanos, 0);
    QVERIFY(!life.reservation.isOpen());
}

void TestSettle::aCallThatReachedNoDeploymentCostsNothing()
{
    RequestLife life = admitted();
    QVERIFY(life.reservation.isOpen());
    life.usage = {10, 20};
    Settle(m_settings).run(life);
    QCOMPARE(life.cost, Money());
    QCOMPARE(m_meter->spentNanos, 0);
    QCOMPARE(m_meter->reservedNanos, 0);
}

void TestSettle::aDearerCallThanExpectedIsCountedInFull()
{
    RequestLife life = admitted();
    life.deployment = &m_deployment;
    life.usage = {10, 1000};
    Settle(m_settings).run(life);
    QCOMPARE(m_meter->spentNanos, 4'010'000);
    QCOMPARE(m_meter->reservedNanos, 0);
}

QTEST_GUILESS_MAIN(TestSettle)
#include "tst_settle.moc"
