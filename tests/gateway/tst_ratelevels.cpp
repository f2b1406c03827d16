// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/stages/raterefusal.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// Whose limits hold for a call, where they stand, and what a refusal says.
class TestRateLevels : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void nobodyIsLimitedUnlessSomebodySaysSo();
    void findsEveryLevel_data();
    void findsEveryLevel();
    void aBudgetLimitsWhatHasNoLimitOfItsOwn();
    void theMasterKeyAnswersForTagsAndCustomersOnly();
    void refusesInTheWordsOfLiteLlm();
    void refusesACallAtTheSameTime();
    void saysThatACallIsTooLarge();
    void tellsWhatIsLeft();
    void tellsWhatIsLeastWhereTheKeyHasNone();

private:
    std::vector<RateLevel> levels(bool asMaster = false);
    storage::VirtualKey m_key;
    storage::User m_user;
    storage::Team m_team;
    storage::Organization m_organization;
    storage::Customer m_customer;
    storage::Tag m_tag;
    storage::Budget m_budget;
    GatewaySettings m_settings;
    std::unique_ptr<Directory> m_directory;
    Caller m_caller;
    Grant m_grant;
    const core::Timestamp m_now = core::parseIso8601(u"2026-11-23T10:00:00Z"_s).value();
};

void TestRateLevels::init()
{
    m_key = {};
    m_key.token = "hash";
    m_user = {};
    m_user.userId = u"u"_s;
    m_team = {};
    m_team.teamId = u"t"_s;
    m_team.members = {storage::TeamMember{}};
    m_team.members[0].userId = u"u"_s;
    m_organization = {};
    m_organization.organizationId = u"o"_s;
    m_customer = {};
    m_customer.userId = u"c"_s;
    m_tag = {};
    m_tag.name = u"x"_s;
    m_budget = {};
    m_budget.budgetId = u"b"_s;
    m_settings = {};
    m_directory = std::make_unique<Directory>();
}

std::vector<RateLevel> TestRateLevels::levels(bool asMaster)
{
    m_directory->publish(m_budget);
    m_directory->publish(m_key);
    m_directory->publish(m_user);
    m_directory->publish(m_team);
    m_directory->publish(m_organization);
    m_directory->publish(m_customer);
    m_directory->publish(m_tag);
    m_caller = {asMaster ? Role::ProxyAdmin : Role::InternalUser,
                asMaster ? nullptr : m_directory->key("hash"), m_directory->user(u"u"_s), u"u"_s, "hash"};
    m_grant = {m_directory->team(u"t"_s),
               m_directory->member(u"t"_s, u"u"_s),
               m_directory->organization(u"o"_s),
               m_directory->customer(u"c"_s),
               {u"x"_s, u"unknown"_s}};
    return RateLevels(*m_directory, m_settings).of(m_caller, m_grant, u"m"_s);
}

void TestRateLevels::nobodyIsLimitedUnlessSomebodySaysSo()
{
    QVERIFY(levels().empty());
}

void TestRateLevels::findsEveryLevel_data()
{
    QTest::addColumn<QString>("where");
    QTest::addColumn<QString>("level");
    QTest::addColumn<QString>("object");
    const auto row = [](const char *where, const QString &level, const QString &object) {
        QTest::newRow(where) << QString::fromLatin1(where) << level << object;
    };
    row("the key", u"api_key"_s, u"hash"_s);
    row("the key's metadata for the model", u"model_per_key"_s, u"hash:m"_s);
    row("the key's model budget", u"model_per_key"_s, u"hash:m"_s);
    row("its owner", u"user"_s, u"u"_s);
    row("the team", u"team"_s, u"t"_s);
    row("the team's metadata for the model", u"model_per_team"_s, u"t:m"_s);
    row("the member", u"team_member"_s, u"t:u"_s);
    row("the budget of all members", u"team_member"_s, u"t:u"_s);
    row("the organisation's budget", u"organization"_s, u"o"_s);
    row("the organisation's metadata for the model", u"model_per_organization"_s, u"o:m"_s);
    row("the tag's budget", u"tag"_s, u"x"_s);
    row("the customer's budget", u"end_user"_s, u"c"_s);
    row("the budget of all customers", u"end_user"_s, u"c"_s);
}

void TestRateLevels::findsEveryLevel()
{
    QFETCH(QString, where);
    QFETCH(QString, level);
    QFETCH(QString, object);
    const core::Json forModel = core::Json::object({{"m", 7}, {"other", 1}});
    m_budget.limits.rpmLimit = 7;
    const QHash<QString, std::function<void()>> set{
        {u"the key"_s, [&] { m_key.limits.rpmLimit = 7; }},
        {u"the key's metadata for the model"_s, [&] { m_key.metadata["model_rpm_limit"] = forModel; }},
        {u"the key's model budget"_s, [&] { m_key.extra["model_max_budget"]["m"]["rpm_limit"] = 7; }},
        {u"its owner"_s, [&] { m_user.limits.rpmLimit = 7; }},
        {u"the team"_s, [&] { m_team.limits.rpmLimit = 7; }},
        {u"the team's metadata for the model"_s, [&] { m_team.metadata["model_rpm_limit"] = forModel; }},
        {u"the member"_s, [&] { m_team.members[0].rpmLimit = 7; }},
        {u"the budget of all members"_s, [&] { m_team.metadata["team_member_budget_id"] = "b"; }},
        {u"the organisation's budget"_s, [&] { m_organization.budgetId = u"b"_s; }},
        {u"the organisation's metadata for the model"_s,
         [&] { m_organization.metadata["model_rpm_limit"] = forModel; }},
        {u"the tag's budget"_s, [&] { m_tag.budgetId = u"b"_s; }},
        {u"the customer's budget"_s, [&] { m_customer.budgetId = u"b"_s; }},
        {u"the budget of all customers"_s, [&] { m_settings.maxEndUserBudgetId = u"b"_s; }},
    };
    set.value(where)();
    const auto found = levels();
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(nameOf(found[0].kind), level);
    QCOMPARE(objectOf(found[0], m_caller, m_grant), object);
    QCOMPARE(found[0].limits.requests.value_or(0), 7);
}

void TestRateLevels::aBudgetLimitsWhatHasNoLimitOfItsOwn()
{
    m_budget.limits.rpmLimit = 7;
    m_budget.limits.tpmLimit = 70;
    m_key.limits.rpmLimit = 3;
    m_key.budgetId = u"b"_s;
    const auto found = levels();
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(found[0].limits.requests.value_or(0), 3);
    QCOMPARE(found[0].limits.tokens.value_or(0), 70);
}

void TestRateLevels::theMasterKeyAnswersForTagsAndCustomersOnly()
{
    m_budget.limits.rpmLimit = 7;
    m_user.limits.rpmLimit = 7;
    m_team.limits.rpmLimit = 7;
    m_customer.budgetId = u"b"_s;
    const auto found = levels(true);
    QCOMPARE(found.size(), std::size_t(1));
    QCOMPARE(nameOf(found[0].kind), u"end_user"_s);
}

void TestRateLevels::refusesInTheWordsOfLiteLlm()
{
    m_key.limits.rpmLimit = 2;
    const auto found = levels();
    const RateShortage shortage{0, RateType::Requests, 2, 2, 0, m_now + 41s};
    const Refusal refusal =
        rateRefusal(found[0], shortage, m_caller, m_grant, m_now + 500ms, ErrorDialect::Current);
    QCOMPARE(refusal.error.detail,
             u"Rate limit exceeded for api_key: hash. Limit type: requests. Current limit: 2, Remaining: 0. "
             u"Limit resets at: 2026-11-23 10:00:41 UTC"_s);
    QCOMPARE(refusal.headers.value("Retry-After"), QByteArray("41"));
    QCOMPARE(refusal.headers.value("rate_limit_type"), QByteArray("requests"));
    QCOMPARE(refusal.headers.value("reset_at"), QByteArray("2026-11-23 10:00:41 UTC"));
    QCOMPARE(core::stringOr(refusal.fields["rate_limit"], "level"), u"api_key"_s);
    QCOMPARE(core::integerOr(refusal.fields["rate_limit"], "used"), 2);
    QCOMPARE(core::stringOr(refusal.fields["rate_limit"], "reset_at"), u"2026-11-23T10:00:41Z"_s);
}

void TestRateLevels::refusesACallAtTheSameTime()
{
    m_team.limits.maxParallelRequests = 2;
    const auto found = levels();
    const RateShortage shortage{0, RateType::Parallel, 2, 2, 0, m_now + 41s};
    const Refusal refusal = rateRefusal(found[0], shortage, m_caller, m_grant, m_now, ErrorDialect::Current);
    QVERIFY2(refusal.error.detail.contains(u"team: t. Limit type: concurrent_requests. Current limit: 2"_s),
             qPrintable(refusal.error.detail));
    QCOMPARE(refusal.headers.value("rate_limit_type"), QByteArray("concurrent_requests"));
    QCOMPARE(refusal.headers.value("Retry-After"), QByteArray("1"));
    QVERIFY(refusal.headers.value("reset_at").isEmpty());
    QVERIFY(refusal.fields["rate_limit"]["reset_at"].is_null());
}

void TestRateLevels::saysThatACallIsTooLarge()
{
    m_user.limits.tpmLimit = 100;
    const auto found = levels();
    const RateShortage shortage{0, RateType::Tokens, 100, 30, 20, m_now + 1s};
    const QString detail =
        rateRefusal(found[0], shortage, m_caller, m_grant, m_now, ErrorDialect::Current).error.detail;
    QVERIFY2(detail.contains(u"Current limit: 100, Remaining: 50"_s), qPrintable(detail));
    QVERIFY2(detail.contains(u"name a smaller max_tokens"_s), qPrintable(detail));
}

void TestRateLevels::tellsWhatIsLeft()
{
    const std::vector<RateStanding> standings{
        {RateKind::Team, {10, std::nullopt, std::nullopt}, 1, 0, m_now + 9s},
        {RateKind::Key, {20, 500, 4}, 19, 480, m_now + 30s}};
    http::Headers headers;
    setRateFields(headers, standings, m_now);
    QCOMPARE(headers.value("x-ratelimit-api_key-limit-requests"), QByteArray("20"));
    QCOMPARE(headers.value("x-ratelimit-api_key-remaining-requests"), QByteArray("19"));
    QCOMPARE(headers.value("x-ratelimit-api_key-remaining-tokens"), QByteArray("480"));
    QCOMPARE(headers.value("x-ratelimit-team-remaining-requests"), QByteArray("1"));
    QVERIFY(!headers.contains("x-ratelimit-team-limit-tokens"));
    QCOMPARE(headers.value("x-ratelimit-remaining-requests"), QByteArray("19"));
    QCOMPARE(headers.value("x-ratelimit-reset-requests"), QByteArray("30s"));
    QCOMPARE(headers.value("x-ratelimit-limit-tokens"), QByteArray("500"));
}

void TestRateLevels::tellsWhatIsLeastWhereTheKeyHasNone()
{
    const std::vector<RateStanding> standings{
        {RateKind::Team, {10, std::nullopt, std::nullopt}, 5, 0, m_now + 9s},
        {RateKind::User, {9, std::nullopt, std::nullopt}, 2, 0, m_now + 7s}};
    http::Headers headers;
    setRateFields(headers, standings, m_now);
    QCOMPARE(headers.value("x-ratelimit-remaining-requests"), QByteArray("2"));
    QCOMPARE(headers.value("x-ratelimit-reset-requests"), QByteArray("7s"));
    QVERIFY(!headers.contains("x-ratelimit-limit-tokens"));
}

QTEST_GUILESS_MAIN(TestRateLevels)
#include "tst_ratelevels.moc"
