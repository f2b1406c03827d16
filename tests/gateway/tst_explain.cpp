// SPDX-License-Identifier: GPL-3.0-or-later
#include <gateway/explain.h>

#include <QTest>

using namespace sekisho;
using namespace sekisho::gateway;
using namespace Qt::Literals::StringLiterals;
using core::Json;

namespace {

/// Who asks and what for, before everything is published; all of it allows "m".
struct Scene {
    storage::VirtualKey key;
    storage::Team team;
    storage::User user;
    storage::Organization organization;
    storage::Customer customer;
    storage::Budget budget;
    GatewaySettings settings;
    ModelAccess access;
    QHash<QString, QString> aliases;
    QString ask = u"m"_s;
    QByteArray path = "/v1/chat/completions";
    bool isTeamModel = false;
    bool asMaster = false;
};

using Change = std::function<void(Scene &)>;

void joinTeam(Scene &scene)
{
    scene.key.teamId = u"t"_s;
}

void joinOrganization(Scene &scene)
{
    scene.key.organizationId = u"o"_s;
}

} // namespace
Q_DECLARE_METATYPE(Change)

/// The whole decision: one row for each rule that may let a call through or refuse it.
class TestExplain : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void decides_data();
    void decides();
    void tellsAllThatWasAsked();
    void countsNothing();

private:
    Explanation explain(const Scene &scene);
    Scene scene() const;

    core::ManualClock m_clock{core::parseIso8601(u"2026-11-23T10:00:00Z"_s).value()};
    std::unique_ptr<Directory> m_directory;
    RateLimiter m_rates{m_clock};
};

Scene TestExplain::scene() const
{
    Scene scene;
    scene.key.token = "k";
    scene.key.keyName = u"sk-...abcd"_s;
    scene.key.userId = u"u"_s;
    scene.team.teamId = u"t"_s;
    scene.user.userId = u"u"_s;
    scene.organization.organizationId = u"o"_s;
    scene.customer.userId = u"c"_s;
    scene.budget.budgetId = u"b"_s;
    return scene;
}

Explanation TestExplain::explain(const Scene &scene)
{
    m_directory = std::make_unique<Directory>();
    m_directory->publish(scene.budget);
    m_directory->publish(scene.key);
    m_directory->publish(scene.team);
    m_directory->publish(scene.user);
    m_directory->publish(scene.organization);
    m_directory->publish(scene.customer);
    ServedModel served;
    served.deployment.modelName = u"m"_s;
    served.deployment.inputPrice = core::TokenPrice::fromUsdPerToken(1e-6);
    served.deployment.outputPrice = core::TokenPrice::fromUsdPerToken(2e-6);
    served.deployment.maxOutputTokens = 100;
    served.deployment.parameters["custom_llm_provider"] = "openai";
    served.teamId = scene.isTeamModel ? u"t"_s : QString();
    ServedModel other = served;
    other.deployment.modelName = u"gemini/flash"_s;
    other.teamId.clear();
    const auto table =
        std::make_shared<const ModelTable>(std::vector{served, other}, scene.access, scene.aliases);

    Question question;
    const auto key = scene.asMaster ? nullptr : m_directory->key("k");
    question.caller = {scene.asMaster ? Role::ProxyAdmin : Role::InternalUser, key,
                       scene.asMaster ? nullptr : m_directory->user(u"u"_s), u"u"_s, "k"};
    question.command.model = scene.ask;
    question.command.endUser = u"c"_s;
    question.command.promptTokensAtMost = 50;
    question.path = scene.path;
    const Authorise authorise(*m_directory, m_clock, scene.settings);
    const Admit admit(*m_directory, m_rates, m_clock, scene.settings);
    return Explain(authorise, admit).run(question, table);
}

void TestExplain::decides_data()
{
    QTest::addColumn<Change>("change");
    QTest::addColumn<QString>("decisive"); // empty: allowed
    const auto row = [](const char *name, const QString &decisive, const Change &change) {
        QTest::newRow(name) << change << decisive;
    };
    const auto allowed = [&](const char *name, const Change &change) { row(name, {}, change); };
    const core::Timestamp past = core::parseIso8601(u"2026-11-23T09:59:59Z"_s).value();
    const core::Money little = core::Money::fromNanos(249'999);

    allowed("nobody restricts anything", [](Scene &) {});
    allowed("the master key, whatever the lists say", [](Scene &s) {
        s.asMaster = true;
        s.user.models = {u"no-default-models"_s};
    });

    row("a blocked key", u"key"_s, [](Scene &s) { s.key.blocked = true; });
    row("an expired key", u"key"_s, [past](Scene &s) { s.key.expires = past; });
    row("a blocked team", u"key"_s, [](Scene &s) { joinTeam(s), s.team.blocked = true; });
    row("a blocked customer", u"labels"_s, [](Scene &s) { s.customer.blocked = true; });
    row("a key for management only", u"key.allowed_routes"_s,
        [](Scene &s) { s.key.extra["allowed_routes"] = Json::array({"management_routes"}); });
    allowed("a key for model calls only",
            [](Scene &s) { s.key.extra["allowed_routes"] = Json::array({"llm_api_routes"}); });
    row("a model that is not served", u"model"_s, [](Scene &s) { s.ask = u"unknown"_s; });
    row("another team's model", u"model"_s, [](Scene &s) { s.isTeamModel = true; });

    allowed("the key names it", [](Scene &s) { s.key.models = {u"m"_s}; });
    row("the key names another", u"key.models"_s, [](Scene &s) { s.key.models = {u"x"_s}; });
    allowed("the key has a star", [](Scene &s) { s.key.models = {u"*"_s}; });
    allowed("the key has all-proxy-models", [](Scene &s) { s.key.models = {u"all-proxy-models"_s}; });
    row("the key has no-default-models", u"key.models"_s,
        [](Scene &s) { s.key.models = {u"no-default-models"_s}; });
    allowed("the key has a prefix of it",
            [](Scene &s) { s.key.models = {u"gemini/*"_s}, s.ask = u"gemini/flash"_s; });
    row("the key has another prefix", u"key.models"_s,
        [](Scene &s) { s.key.models = {u"anthropic/*"_s}, s.ask = u"gemini/flash"_s; });
    allowed("the key has its provider", [](Scene &s) { s.key.models = {u"openai/*"_s}; });
    allowed("the key names an access group that holds it",
            [](Scene &s) { s.key.models = {u"beta"_s}, s.access.add({u"beta"_s}, u"m"_s); });
    row("the key names an access group of others", u"key.models"_s,
        [](Scene &s) { s.key.models = {u"beta"_s}, s.access.add({u"beta"_s}, u"x"_s); });
    allowed("the key names the model, the request an alias of it", [](Scene &s) {
        s.key.models = {u"m"_s}, s.aliases.insert(u"fast"_s, u"m"_s), s.ask = u"fast"_s;
    });

    allowed("the key's own alias of a model that it names", [](Scene &s) {
        s.key.models = {u"m"_s};
        s.key.extra["aliases"]["mine"] = "m";
        s.ask = u"mine"_s;
    });
    row("an alias opens nothing that the key does not name", u"key.models"_s, [](Scene &s) {
        s.key.models = {u"mine"_s};
        s.key.extra["aliases"]["mine"] = "m";
        s.ask = u"mine"_s;
    });
    allowed("the team's alias", [](Scene &s) {
        joinTeam(s);
        s.team.models = {u"m"_s};
        s.team.extra["model_aliases"]["ours"] = "m";
        s.ask = u"ours"_s;
    });
    row("another team's alias", u"model"_s, [](Scene &s) {
        s.team.extra["model_aliases"]["ours"] = "m";
        s.ask = u"ours"_s;
    });
    allowed("the key's alias goes before its team's", [](Scene &s) {
        joinTeam(s);
        s.key.extra["aliases"]["mine"] = "m";
        s.team.extra["model_aliases"]["mine"] = "unknown";
        s.ask = u"mine"_s;
    });

    row("the team names another", u"team.models"_s, [](Scene &s) { joinTeam(s), s.team.models = {u"x"_s}; });
    row("the key names it, its team does not", u"team.models"_s, [](Scene &s) {
        joinTeam(s);
        s.key.models = {u"m"_s};
        s.team.models = {u"x"_s};
    });
    row("the team names it, the key does not", u"key.models"_s, [](Scene &s) {
        joinTeam(s);
        s.key.models = {u"x"_s};
        s.team.models = {u"m"_s};
    });
    allowed("all-team-models of a team that names it", [](Scene &s) {
        joinTeam(s);
        s.key.models = {u"all-team-models"_s};
        s.team.models = {u"m"_s};
    });
    row("all-team-models of a team that names another", u"team.models"_s, [](Scene &s) {
        joinTeam(s);
        s.key.models = {u"all-team-models"_s};
        s.team.models = {u"x"_s};
    });
    row("all-team-models without a team", u"key.models"_s,
        [](Scene &s) { s.key.models = {u"all-team-models"_s}; });
    allowed("the team's own model, which its list does not name", [](Scene &s) {
        joinTeam(s);
        s.isTeamModel = true;
        s.team.models = {u"x"_s};
    });
    allowed("an access group is given to the team", [](Scene &s) {
        joinTeam(s);
        s.team.models = {u"x"_s};
        s.access.addGroup(u"g"_s, u"group"_s, {u"m"_s});
        s.access.assignToTeam(u"g"_s, u"t"_s);
    });

    row("the owner of a key without a team names another", u"user.models"_s,
        [](Scene &s) { s.user.models = {u"x"_s}; });
    allowed("the owner of a key of a team names another",
            [](Scene &s) { joinTeam(s), s.user.models = {u"x"_s}; });
    row("the organisation names another", u"org.models"_s,
        [](Scene &s) { joinOrganization(s), s.organization.models = {u"x"_s}; });
    row("the organisation of the team names another", u"org.models"_s, [](Scene &s) {
        joinTeam(s);
        s.team.organizationId = u"o"_s;
        s.organization.models = {u"x"_s};
    });

    row("the key's budget", u"budget.key"_s, [little](Scene &s) { s.key.limits.maxBudget = little; });
    row("the team's budget", u"budget.team"_s,
        [little](Scene &s) { joinTeam(s), s.team.limits.maxBudget = little; });
    row("the owner's budget", u"budget.user"_s, [little](Scene &s) { s.user.limits.maxBudget = little; });
    row("the customer's budget", u"budget.end_user"_s,
        [little](Scene &s) { s.budget.limits.maxBudget = little, s.customer.budgetId = u"b"_s; });
    row("the organisation's budget", u"budget.organization"_s, [little](Scene &s) {
        joinOrganization(s);
        s.budget.limits.maxBudget = little;
        s.organization.budgetId = u"b"_s;
    });
    row("the key's requests per minute", u"rate.api_key"_s, [](Scene &s) { s.key.limits.rpmLimit = 0; });
    row("the team's calls at the same time", u"rate.team"_s,
        [](Scene &s) { joinTeam(s), s.team.limits.maxParallelRequests = 0; });
    row("the model's tokens per minute under the key", u"rate.model_per_key"_s,
        [](Scene &s) { s.key.metadata["model_tpm_limit"]["m"] = 1; });

    row("what comes first decides", u"key"_s, [little](Scene &s) {
        s.key.blocked = true;
        s.key.models = {u"x"_s};
        s.key.limits.maxBudget = little;
    });
}

void TestExplain::decides()
{
    QFETCH(Change, change);
    QFETCH(QString, decisive);
    Scene changed = scene();
    change(changed);
    const Explanation explanation = explain(changed);
    const RuleVerdict *rule = explanation.decisive();
    QCOMPARE(rule ? rule->rule : QString(), decisive);
    QVERIFY(!rule || !rule->reason.isEmpty());
}

void TestExplain::tellsAllThatWasAsked()
{
    Scene changed = scene();
    joinTeam(changed);
    joinOrganization(changed);
    QStringList rules;
    for (const RuleVerdict &rule : explain(changed).rules)
        rules.append(rule.rule);
    QCOMPARE(rules, QStringList({u"key"_s, u"key.allowed_routes"_s, u"labels"_s, u"key.models"_s,
                                 u"team.models"_s, u"org.models"_s, u"model"_s, u"limits"_s}));
}

void TestExplain::countsNothing()
{
    Scene limited = scene();
    limited.key.limits.rpmLimit = 1;
    limited.key.limits.maxBudget = core::Money::fromNanos(250'000);
    for (int i = 0; i < 3; ++i)
        QVERIFY(!explain(limited).decisive());
    QCOMPARE(m_rates.size(), std::size_t(0));
    QCOMPARE(m_directory->key("k")->meter->reservedNanos.load(), 0);
}

QTEST_GUILESS_MAIN(TestExplain)
#include "tst_explain.moc"
