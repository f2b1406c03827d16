// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/stages/admit.h>

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
    void namesWhatIsUsedUpAndWhenItStartsAnew();
    void neverPassesTheLimitFromManyThreads();

private:
    Verdict<Reservation> admit();
    void publishKey(std::optional<Money> limit, std::optional<QString> budgetId = {});
    void publishTeam(std::optional<Money> limit);

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
}

Verdict<Reservation> TestAdmit::admit()
{
    Caller caller{m_asMaster, m_asMaster ? nullptr : m_directory->key("k"), {}, "k"};
    return Admit(*m_directory)
        .run(caller, Grant{m_directory->team(u"t"_s)}, m_command, *m_models->group(u"m"_s));
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
