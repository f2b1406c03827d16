// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetlevels.h"

#include "../modelbudget.h"

namespace sekisho::gateway {

using core::Money;
using namespace Qt::Literals::StringLiterals;

std::optional<Money> keyLimit(const storage::VirtualKey &key, core::Timestamp now)
{
    const core::Json &increase = core::memberOr(key.metadata, "temp_budget_increase");
    if (!key.limits.maxBudget || !increase.is_number())
        return key.limits.maxBudget;
    const auto expiry = core::parseIso8601(core::stringOr(key.metadata, "temp_budget_expiry"));
    if (!expiry || *expiry <= now)
        return key.limits.maxBudget;
    return *key.limits.maxBudget + Money::fromUsd(increase.get<double>());
}

BudgetLevels::BudgetLevels(const Directory &directory, const GatewaySettings &settings, core::Timestamp now)
    : m_directory(directory)
    , m_settings(settings)
    , m_now(now)
{
}

std::vector<BudgetLevel> BudgetLevels::of(const Caller &caller, const Grant &grant,
                                          const ChatCommand &command)
{
    if (caller.key) {
        addKey(caller.key->rules, caller.key->meter);
        addKeyModel(caller.key->rules, command.model);
        addTeam(grant);
        addMember(grant);
        addOrganization(grant);
        addOrganizationMember(caller, grant);
    }
    addTags(grant);
    addUser(caller, grant);
    addCustomer(grant);
    addProxy();
    return std::move(m_levels);
}

void BudgetLevels::addKey(const storage::VirtualKey &key, const std::shared_ptr<SpendMeter> &meter)
{
    m_levels.push_back({BudgetKind::Key, keyLimit(key, m_now), meter, {}});
    addShared(key.budgetId);
}

void BudgetLevels::addKeyModel(const storage::VirtualKey &key, const QString &model)
{
    const auto budget = modelBudget(key, model);
    const auto entry = budget ? m_directory.keyModel(key.token, model) : nullptr;
    if (entry)
        m_levels.push_back({BudgetKind::KeyModel, budget->maxBudget, entry->meter, model});
}

void BudgetLevels::addTeam(const Grant &grant)
{
    if (!grant.team)
        return;
    m_levels.push_back({BudgetKind::Team, grant.team->rules.limits.maxBudget, grant.team->meter, {}});
    addShared(grant.team->rules.budgetId);
}

void BudgetLevels::addMember(const Grant &grant)
{
    if (!grant.member)
        return;
    auto limit = grant.member->rules.maxBudget;
    if (!limit)
        limit = limitOf(grant.member->rules.budgetId);
    if (const QString common = core::stringOr(grant.team->rules.metadata, "team_member_budget_id");
        !limit && !common.isEmpty())
        limit = limitOf(common);
    m_levels.push_back({BudgetKind::Member, limit, grant.member->meter, {}});
}

void BudgetLevels::addOrganization(const Grant &grant)
{
    if (grant.organization)
        m_levels.push_back({BudgetKind::Organization,
                            limitOf(grant.organization->rules.budgetId),
                            grant.organization->meter,
                            {}});
}

void BudgetLevels::addOrganizationMember(const Caller &caller, const Grant &grant)
{
    if (!grant.organization || caller.userId.isEmpty())
        return;
    const QString &organization = grant.organization->rules.organizationId;
    if (const auto member = m_directory.organizationMember(organization, caller.userId))
        m_levels.push_back(
            {BudgetKind::OrganizationMember, limitOf(member->rules.budgetId), member->meter, {}});
}

void BudgetLevels::addTags(const Grant &grant)
{
    for (const QString &name : grant.tags) {
        if (const auto tag = m_directory.tag(name))
            m_levels.push_back({BudgetKind::Tag, limitOf(tag->rules.budgetId), tag->meter, name});
    }
}

void BudgetLevels::addUser(const Caller &caller, const Grant &grant)
{
    const auto user = caller.user ? caller.user : m_directory.user(caller.userId);
    if (!user)
        return;
    const bool isLimited = caller.key && !grant.team;
    m_levels.push_back(
        {BudgetKind::User, isLimited ? user->rules.limits.maxBudget : std::nullopt, user->meter, {}});
}

void BudgetLevels::addCustomer(const Grant &grant)
{
    if (!grant.customer)
        return;
    BudgetLevel level{
        BudgetKind::Customer, limitOf(grant.customer->rules.budgetId), grant.customer->meter, {}};
    const QString &common = m_settings.maxEndUserBudgetId;
    if (const auto budget = level.limit || common.isEmpty() ? nullptr : m_directory.budget(common)) {
        level.limit = budget->rules.limits.maxBudget;
        if (level.meter->resetAtMicros == 0)
            level.period = budget->meter;
    }
    m_levels.push_back(std::move(level));
}

void BudgetLevels::addProxy()
{
    if (!m_settings.maxBudget)
        return;
    const QString everybody = QLatin1StringView(storage::ProxyBudgetUser);
    if (const auto all = m_directory.user(everybody))
        m_levels.push_back({BudgetKind::Proxy, m_settings.maxBudget, all->meter, everybody});
}

/// A budget whose spend is that of all who share it; once, if key and team share the same.
void BudgetLevels::addShared(const std::optional<QString> &budgetId)
{
    if (!budgetId || budgetId->isEmpty())
        return;
    const auto entry = m_directory.budget(*budgetId);
    const auto isThere = [&](const BudgetLevel &level) { return level.meter == entry->meter; };
    if (!entry || std::any_of(m_levels.begin(), m_levels.end(), isThere))
        return;
    m_levels.push_back({BudgetKind::Budget, entry->rules.limits.maxBudget, entry->meter, *budgetId});
}

std::optional<Money> BudgetLevels::limitOf(const std::optional<QString> &budgetId) const
{
    const auto entry = budgetId && !budgetId->isEmpty() ? m_directory.budget(*budgetId) : nullptr;
    return entry ? entry->rules.limits.maxBudget : std::nullopt;
}

QString nameOf(BudgetKind kind)
{
    switch (kind) {
    case BudgetKind::Key:
        return u"key"_s;
    case BudgetKind::Budget:
        return u"budget"_s;
    case BudgetKind::KeyModel:
        return u"key_model"_s;
    case BudgetKind::Team:
        return u"team"_s;
    case BudgetKind::Member:
        return u"team_member"_s;
    case BudgetKind::Organization:
        return u"organization"_s;
    case BudgetKind::OrganizationMember:
        return u"organization_member"_s;
    case BudgetKind::Tag:
        return u"tag"_s;
    case BudgetKind::User:
        return u"user"_s;
    case BudgetKind::Customer:
        return u"end_user"_s;
    case BudgetKind::Proxy:
        break;
    }
    return u"proxy"_s;
}

QString objectOf(const BudgetLevel &level, const Caller &caller, const Grant &grant)
{
    switch (level.kind) {
    case BudgetKind::Key:
        return caller.key->rules.keyAlias.value_or(caller.key->rules.keyName);
    case BudgetKind::Team:
        return grant.team->rules.teamAlias.value_or(grant.team->rules.teamId);
    case BudgetKind::Member:
    case BudgetKind::OrganizationMember:
    case BudgetKind::User:
        return caller.userId;
    case BudgetKind::Organization:
        return grant.organization->rules.organizationId;
    case BudgetKind::Customer:
        return grant.customer->rules.userId;
    default:
        return level.id;
    }
}

static QString keyTitle(const storage::VirtualKey &key)
{
    return key.keyAlias ? u"Key=%1 (%2)"_s.arg(*key.keyAlias, key.keyName) : u"Key=%1"_s.arg(key.keyName);
}

QString titleOf(const BudgetLevel &level, const Caller &caller, const Grant &grant)
{
    switch (level.kind) {
    case BudgetKind::Key:
        return keyTitle(caller.key->rules);
    case BudgetKind::Budget:
        return u"Budget=%1"_s.arg(level.id);
    case BudgetKind::KeyModel:
        return u"%1 Model=%2"_s.arg(keyTitle(caller.key->rules), level.id);
    case BudgetKind::Team:
        return u"Team=%1"_s.arg(grant.team->rules.teamId);
    case BudgetKind::Member:
        return u"User=%1 in Team=%2"_s.arg(caller.userId, grant.team->rules.teamId);
    case BudgetKind::Organization:
        return u"Organization=%1"_s.arg(grant.organization->rules.organizationId);
    case BudgetKind::OrganizationMember:
        return u"User=%1 in Organization=%2"_s.arg(caller.userId, grant.organization->rules.organizationId);
    case BudgetKind::Tag:
        return u"Tag=%1"_s.arg(level.id);
    case BudgetKind::User:
        return u"User=%1"_s.arg(caller.userId);
    case BudgetKind::Customer:
        return u"End User=%1"_s.arg(grant.customer->rules.userId);
    case BudgetKind::Proxy:
        break;
    }
    return u"Proxy"_s;
}

} // namespace sekisho::gateway
