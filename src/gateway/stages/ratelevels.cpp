// SPDX-License-Identifier: GPL-3.0-or-later
#include "ratelevels.h"

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

static RateLimits limitsOf(const storage::SpendLimits &limits)
{
    return {limits.rpmLimit, limits.tpmLimit, limits.maxParallelRequests};
}

static std::optional<std::int64_t> integerIn(const Json &object, const QString &name)
{
    const auto found = object.is_object() ? object.find(name.toStdString()) : object.end();
    const bool isThere = object.is_object() && found != object.end() && found->is_number_integer();
    return isThere ? std::optional(found->get<std::int64_t>()) : std::nullopt;
}

/// `model_rpm_limit` and `model_tpm_limit` of an object's metadata.
static RateLimits modelLimits(const Json &metadata, const QString &model)
{
    return {integerIn(core::memberOr(metadata, "model_rpm_limit"), model),
            integerIn(core::memberOr(metadata, "model_tpm_limit"), model), std::nullopt};
}

static void fillIn(RateLimits &limits, const RateLimits &others)
{
    for (const auto limit : {&RateLimits::requests, &RateLimits::tokens, &RateLimits::parallel}) {
        if (!(limits.*limit))
            limits.*limit = others.*limit;
    }
}

/// The metadata's before those in `model_max_budget`.
static RateLimits keyModelLimits(const storage::VirtualKey &key, const QString &model)
{
    RateLimits limits = modelLimits(key.metadata, model);
    const Json &budgets = core::memberOr(key.extra, "model_max_budget");
    if (!budgets.is_object() || budgets.empty())
        return limits;
    const Json &budget = core::memberOr(budgets, model.toUtf8().constData());
    fillIn(limits, {integerIn(budget, u"rpm_limit"_s), integerIn(budget, u"tpm_limit"_s), std::nullopt});
    return limits;
}

RateLevels::RateLevels(const Directory &directory, const GatewaySettings &settings)
    : m_directory(directory)
    , m_settings(settings)
{
}

std::vector<RateLevel> RateLevels::of(const Caller &caller, const Grant &grant, const QString &model)
{
    if (caller.key) {
        addKey(*caller.key, model);
        addUser(caller);
        if (grant.team)
            addTeam(*grant.team, model);
        addMember(grant);
        if (grant.organization)
            addOrganization(*grant.organization, model);
    }
    addTags(grant);
    addCustomer(grant);
    return std::move(m_levels);
}

void RateLevels::add(RateLevel level)
{
    if (level.limits.any())
        m_levels.push_back(std::move(level));
}

RateLimits RateLevels::orOfBudget(RateLimits limits, const std::optional<QString> &budgetId) const
{
    if (const auto budget = budgetId && !budgetId->isEmpty() ? m_directory.budget(*budgetId) : nullptr)
        fillIn(limits, limitsOf(budget->rules.limits));
    return limits;
}

void RateLevels::addKey(const KeyEntry &key, const QString &model)
{
    add({RateKind::Key, orOfBudget(limitsOf(key.rules.limits), key.rules.budgetId), key.meter});
    add({RateKind::KeyModel, keyModelLimits(key.rules, model), key.meter, model});
}

void RateLevels::addUser(const Caller &caller)
{
    if (caller.user)
        add({RateKind::User, limitsOf(caller.user->rules.limits), caller.user->meter});
}

void RateLevels::addTeam(const TeamEntry &team, const QString &model)
{
    add({RateKind::Team, orOfBudget(limitsOf(team.rules.limits), team.rules.budgetId), team.meter});
    add({RateKind::TeamModel, modelLimits(team.rules.metadata, model), team.meter, model});
}

void RateLevels::addMember(const Grant &grant)
{
    if (!grant.member)
        return;
    const storage::TeamMember &member = grant.member->rules;
    RateLimits limits = orOfBudget({member.rpmLimit, member.tpmLimit, std::nullopt}, member.budgetId);
    const QString common = core::stringOr(grant.team->rules.metadata, "team_member_budget_id");
    add({RateKind::Member, orOfBudget(std::move(limits), common), grant.member->meter});
}

void RateLevels::addOrganization(const OrganizationEntry &organization, const QString &model)
{
    add({RateKind::Organization, orOfBudget({}, organization.rules.budgetId), organization.meter});
    add({RateKind::OrganizationModel, modelLimits(organization.rules.metadata, model), organization.meter,
         model});
}

void RateLevels::addTags(const Grant &grant)
{
    for (const QString &name : grant.tags) {
        if (const auto tag = m_directory.tag(name))
            add({RateKind::Tag, orOfBudget({}, tag->rules.budgetId), tag->meter, {}, name});
    }
}

void RateLevels::addCustomer(const Grant &grant)
{
    if (!grant.customer)
        return;
    const auto &own = grant.customer->rules.budgetId;
    add({RateKind::Customer, orOfBudget({}, own ? own : m_settings.maxEndUserBudgetId),
         grant.customer->meter});
}

QString objectOf(const RateLevel &level, const Caller &caller, const Grant &grant)
{
    const auto withModel = [&](const QString &id) {
        return level.model.isEmpty() ? id : id + u':' + level.model;
    };
    switch (level.kind) {
    case RateKind::Key:
    case RateKind::KeyModel:
        return withModel(QString::fromLatin1(caller.key->rules.token));
    case RateKind::User:
        return caller.userId;
    case RateKind::Team:
    case RateKind::TeamModel:
        return withModel(grant.team->rules.teamId);
    case RateKind::Member:
        return grant.team->rules.teamId + u':' + caller.userId;
    case RateKind::Organization:
    case RateKind::OrganizationModel:
        return withModel(grant.organization->rules.organizationId);
    case RateKind::Customer:
        return grant.customer->rules.userId;
    case RateKind::Tag:
    case RateKind::Model:
        break;
    }
    return level.name;
}

} // namespace sekisho::gateway
