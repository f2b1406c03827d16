// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/stages/admit.h>
#include <gateway/stages/budgetlevels.h>

#include <QTest>

#include <thread>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;
using core::Money;

/// Budgets: what is set aside, refused and given back.
class TestAdmit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theWorstCaseCountsBytesAndTheLargestAnswer();
    void aKeyWithoutLimitIsAdmitted();
    void theMasterKeyHasNoBudget();
    void refusesWhatMightPassTheLimit_data();
    void refusesWhatMightPassTheLimit();
    void givesAllBackWhenALaterLevelRefuses();
    void givesBackWhatIsNotSettled();
    void settlesToTheRealCost();
    void sharesABudgetBetweenKeys();
    void everyLevelCounts_data();
    void everyLevelCounts();
    void aKeyOfATeamIgnoresItsOwnersBudget();
    void anIncreaseHoldsUntilItExpires();
    void aModelThatCostsNothingIsAlwaysAdmitted();
    void namesWhatIsUsedUpAndWhenItStartsAnew();
    void neverPassesTheLimitFromManyThreads();

private:
    Verdict<Reservation> admit();
    void publishKey(std::optional<Money> limit, std::optional<QString> budgetId = {});
    void publishTeam(std::optional<Money> limit);

    core::ManualClock m_clock{core::parseIso8601(u"2026-11-23T10:00:00Z"_s).value()};
    GatewaySettings m_settings;
    RateLimiter m_rates{m_clock};
    Grant m_grant;
    std::unique_ptr<Directory> m_directory;
    std::unique_ptr<ModelTable> m_models;
    ChatCommand m_command;
    bool m_asMaster = false;
};

void TestAdmit::init()
{
    providers::Deployment deployment;
    deployment.modelName = u"m"_s;
    deployment.inputPrice = core::TokenPrice::fromUsdPerToken(1e-6);
    deployment.outputPrice = core::TokenPrice::fromUsdPerToken(2e-6);
    deployment.maxOutputTokens = 100;
    m_models = std::make_unique<ModelTable>(std::vector{deployment});
    m_directory = std::make_unique<Directory>();
    m_command = {};
    m_command.promptTokensAtMost = 50;
    m_asMaster = false;
    m_settings = {};
    m_grant = {};
}

void TestAdmit::publishKey(std::optional<Money> limit, std::optional<QString> budgetId)
{
    storage::VirtualKey key;
    key.token = "k";
    key.keyName = u"sk-...abcd"_s;
    key.keyAlias = u"alias"_s;
    key.teamId = u"t"_s;
    key.limits.maxBudget = limit;
    key.budgetId = budgetId;
    m_directory->publish(key);
}

void TestAdmit::publishTeam(std::optional<Money> limit)
{
    storage::Team team;
    team.teamId = u"t"_s;
    team.limits.maxBudget = limit;
    m_directory->publish(team);
    m_grant.team = m_directory->team(u"t"_s);
}

Verdict<Reservation> TestAdmit::admit()
{
    m_command.model = u"m"_s;
    const auto owner = m_asMaster ? nullptr : m_directory->user(u"u"_s);
    const Caller caller{m_asMaster ? Role::ProxyAdmin : Role::Key,
                        m_asMaster ? nullptr : m_directory->key("k"), owner, u"u"_s, "k"};
    return Admit(*m_directory, m_rates, m_clock, m_settings)
        .run(caller, m_grant, m_command, *m_models->group(u"m"_s));
}

void TestAdmit::theWorstCaseCountsBytesAndTheLargestAnswer()
{
    const auto &group = *m_models->group(u"m"_s);
    QCOMPARE(Admit::worstCase(m_command, group).nanos(), 50'000 + 200'000);
    m_command.maxTokens = 10;
    m_command.choices = 3;
    QCOMPARE(Admit::worstCase(m_command, group).nanos(), 50'000 + 60'000);
}

void TestAdmit::aKeyWithoutLimitIsAdmitted()
{
    publishKey(std::nullopt);
    const auto admitted = admit();
    QVERIFY(admitted.has_value());
    QCOMPARE(m_directory->key("k")->meter->reservedNanos.load(), 250'000);
}

void TestAdmit::theMasterKeyHasNoBudget()
{
    m_asMaster = true;
    QVERIFY(admit().has_value());
}

void TestAdmit::refusesWhatMightPassTheLimit_data()
{
    QTest::addColumn<qint64>("limit");
    QTest::addColumn<qint64>("spent");
    QTest::addColumn<bool>("admitted");
    QTest::newRow("exactly what is left") << qint64(250'000) << qint64(0) << true;
    QTest::newRow("a nano-dollar more than what is left") << qint64(250'000) << qint64(1) << false;
    QTest::newRow("everything spent") << qint64(250'000) << qint64(250'000) << false;
    QTest::newRow("a budget of nothing") << qint64(0) << qint64(0) << false;
}

void TestAdmit::refusesWhatMightPassTheLimit()
{
    QFETCH(qint64, limit);
    QFETCH(qint64, spent);
    QFETCH(bool, admitted);
    publishKey(Money::fromNanos(limit));
    m_directory->key("k")->meter->spentNanos = spent;
    QCOMPARE(admit().has_value(), admitted);
    QCOMPARE(m_directory->key("k")->meter->reservedNanos.load(), 0);
}

void TestAdmit::givesAllBackWhenALaterLevelRefuses()
{
    publishKey(Money::fromNanos(1'000'000));
    publishTeam(Money::fromNanos(1));
    const auto refused = admit();
    QVERIFY(!refused.has_value());
    QCOMPARE(core::stringOr(refused.error().fields["budget"], "level"), u"team"_s);
    QCOMPARE(m_directory->key("k")->meter->reservedNanos.load(), 0);
    QCOMPARE(m_directory->team(u"t"_s)->meter->reservedNanos.load(), 0);
}

void TestAdmit::givesBackWhatIsNotSettled()
{
    publishKey(Money::fromNanos(250'000));
    {
        const auto first = admit();
        QVERIFY(first.has_value());
        QVERIFY(!admit().has_value());
    }
    QVERIFY(admit().has_value());
}

void TestAdmit::settlesToTheRealCost()
{
    publishKey(Money::fromNanos(1'000'000));
    auto admitted = admit();
    QVERIFY(admitted.has_value());
    admitted->settle(Money::fromNanos(1234));
    admitted->settle(Money::fromNanos(1234));
    QCOMPARE(m_directory->key("k")->meter->spentNanos.load(), 1234);
    QCOMPARE(m_directory->key("k")->meter->reservedNanos.load(), 0);
}

void TestAdmit::sharesABudgetBetweenKeys()
{
    storage::Budget budget;
    budget.budgetId = u"b"_s;
    budget.limits.maxBudget = Money::fromNanos(300'000);
    m_directory->publish(budget);
    publishKey(std::nullopt, u"b"_s);
    m_directory->budget(u"b"_s)->meter->spentNanos = 100'000;
    const auto refused = admit();
    QVERIFY(!refused.has_value());
    QCOMPARE(core::stringOr(refused.error().fields["budget"], "level"), u"budget"_s);
    QCOMPARE(core::stringOr(refused.error().fields["budget"], "object"), u"b"_s);
}

namespace {

void publishBudget(Directory &directory, Money limit)
{
    storage::Budget budget;
    budget.budgetId = u"b"_s;
    budget.limits.maxBudget = limit;
    directory.publish(budget);
}

template <typename T>
T spending(Money spent)
{
    T object;
    object.spend = spent;
    object.budgetId = u"b"_s;
    return object;
}

} // namespace

void TestAdmit::everyLevelCounts_data()
{
    QTest::addColumn<QString>("level");
    for (const auto kind : {BudgetKind::Key, BudgetKind::KeyModel, BudgetKind::Team, BudgetKind::Member,
                            BudgetKind::Organization, BudgetKind::OrganizationMember, BudgetKind::Tag,
                            BudgetKind::User, BudgetKind::Customer, BudgetKind::Proxy})
        QTest::newRow(qPrintable(u"the budget of: "_s + nameOf(kind))) << nameOf(kind);
}

// One nano-dollar is missing at one level; with it the call is admitted.
void TestAdmit::everyLevelCounts()
{
    QFETCH(QString, level);
    const Money limit = Money::fromNanos(300'000);
    const Money spent = Money::fromNanos(50'001);
    const auto at = [&](BudgetKind kind) { return level == nameOf(kind); };
    publishBudget(*m_directory, limit);
    storage::VirtualKey key;
    key.token = "k";
    if (at(BudgetKind::Key))
        key.limits.maxBudget = limit;
    key.spend = at(BudgetKind::Key) ? spent : Money();
    if (at(BudgetKind::KeyModel)) {
        key.extra["model_max_budget"]["m"] = {{"budget_limit", limit.usd()}, {"time_period", "1d"}};
        m_directory->publish(KeyModel{"k", u"m"_s, spent, {}});
    }
    m_directory->publish(key);
    if (at(BudgetKind::Team) || at(BudgetKind::Member)) {
        storage::Team team;
        team.teamId = u"t"_s;
        team.spend = spent;
        if (at(BudgetKind::Team))
            team.limits.maxBudget = limit;
        storage::TeamMember member = spending<storage::TeamMember>(spent);
        member.userId = u"u"_s;
        member.budgetId = at(BudgetKind::Member) ? std::optional(u"b"_s) : std::nullopt;
        team.members = {member};
        m_directory->publish(team);
        m_grant.team = m_directory->team(u"t"_s);
        m_grant.member = m_directory->member(u"t"_s, u"u"_s);
    }
    if (at(BudgetKind::Organization) || at(BudgetKind::OrganizationMember)) {
        auto organization = spending<storage::Organization>(spent);
        if (at(BudgetKind::OrganizationMember)) {
            auto member = spending<storage::OrganizationMember>(spent);
            member.userId = u"u"_s;
            organization.members = {member};
            organization.budgetId.reset();
        }
        organization.organizationId = u"o"_s;
        m_directory->publish(organization);
        m_grant.organization = m_directory->organization(u"o"_s);
    }
    if (at(BudgetKind::Tag)) {
        auto tag = spending<storage::Tag>(spent);
        tag.name = u"x"_s;
        m_directory->publish(tag);
        m_grant.tags = {u"unknown"_s, u"x"_s};
    }
    if (at(BudgetKind::User) || at(BudgetKind::Proxy)) {
        storage::User user;
        user.userId = at(BudgetKind::User) ? u"u"_s : QString::fromLatin1(storage::ProxyBudgetUser);
        user.spend = spent;
        user.limits.maxBudget = at(BudgetKind::User) ? std::optional(limit) : std::nullopt;
        m_directory->publish(user);
        m_settings.maxBudget = at(BudgetKind::Proxy) ? std::optional(limit) : std::nullopt;
    }
    if (at(BudgetKind::Customer)) {
        auto customer = spending<storage::Customer>(spent);
        customer.userId = u"c"_s;
        m_directory->publish(customer);
        m_grant.customer = m_directory->customer(u"c"_s);
    }
    const auto refused = admit();
    QVERIFY(!refused.has_value());
    QCOMPARE(core::stringOr(refused.error().fields["budget"], "level"), level);
    QVERIFY2(refused.error().error.detail.startsWith(u"Budget has been exceeded! "_s),
             qPrintable(refused.error().error.detail));
    m_command.promptTokensAtMost -= 1;
    QVERIFY(admit().has_value());
}

void TestAdmit::aKeyOfATeamIgnoresItsOwnersBudget()
{
    storage::User owner;
    owner.userId = u"u"_s;
    owner.limits.maxBudget = Money::fromNanos(1);
    m_directory->publish(owner);
    publishKey(std::nullopt);
    QVERIFY(!admit().has_value());
    publishTeam(std::nullopt);
    QVERIFY(admit().has_value());
}

void TestAdmit::anIncreaseHoldsUntilItExpires()
{
    storage::VirtualKey key;
    key.token = "k";
    key.limits.maxBudget = Money::fromNanos(100'000);
    key.metadata = {{"temp_budget_increase", 0.00015}, {"temp_budget_expiry", "2026-11-23T10:00:01Z"}};
    m_directory->publish(key);
    QVERIFY(admit().has_value());
    m_clock.advance(std::chrono::seconds(1));
    QVERIFY(!admit().has_value());
}

void TestAdmit::aModelThatCostsNothingIsAlwaysAdmitted()
{
    providers::Deployment free;
    free.modelName = u"m"_s;
    free.maxOutputTokens = 100;
    m_models = std::make_unique<ModelTable>(std::vector{free});
    publishKey(Money());
    QVERIFY(admit().has_value());
}

void TestAdmit::namesWhatIsUsedUpAndWhenItStartsAnew()
{
    publishKey(Money::fromUsd(0.5));
    const auto meter = m_directory->key("k")->meter;
    meter->spentNanos = 500'000'000;
    meter->resetAtMicros = core::toMicros(*core::parseIso8601(u"2026-12-01T00:00:00Z"_s));
    const auto refused = admit();
    QVERIFY(!refused.has_value());
    const QString detail = refused.error().error.detail;
    for (const auto &part :
         {u"Key=alias (sk-...abcd)"_s, u"Current cost: 0.5, Max budget: 0.5"_s, u"2026-12-01T00:00:00Z"_s})
        QVERIFY2(detail.contains(part), qPrintable(detail));
    QCOMPARE(core::stringOr(refused.error().fields["budget"], "budget_reset_at"), u"2026-12-01T00:00:00Z"_s);
}

void TestAdmit::neverPassesTheLimitFromManyThreads()
{
    constexpr std::int64_t Limit = 1000 * 7;
    SpendMeter meter;
    std::atomic<bool> passed{false};
    std::atomic<int> admitted{0};
    const auto spend = [&] {
        for (int i = 0; i < 5000; ++i) {
            if (!reserve(meter, Money::fromNanos(7), Money::fromNanos(Limit)))
                continue;
            ++admitted;
            settle(meter, Money::fromNanos(7), Money::fromNanos(7));
            if (meter.spentNanos > Limit)
                passed = true;
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back(spend);
    for (auto &thread : threads)
        thread.join();
    QVERIFY(!passed);
    QCOMPARE(admitted.load(), 1000);
    QCOMPARE(meter.spentNanos.load(), Limit);
    QCOMPARE(meter.reservedNanos.load(), 0);
}

QTEST_GUILESS_MAIN(TestAdmit)
#include "tst_admit.moc"
