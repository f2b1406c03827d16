// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../ratelimiter.h"
#include "authorise.h"

namespace sekisho::gateway {

/// Finds the objects that limit a call's rate, those without limits left out: key, the key's model, its user,
/// team, the team's model, member, organisation, its model, tags, customer (litellm-api §12). The master key
/// has no limits but those of the tags and the customer it names.
class RateLevels
{
public:
    explicit RateLevels(const Directory &directory, const GatewaySettings &settings);
    std::vector<RateLevel> of(const Caller &caller, const Grant &grant, const QString &model);

private:
    void addKey(const KeyEntry &key, const QString &model);
    void addUser(const Caller &caller);
    void addTeam(const TeamEntry &team, const QString &model);
    void addMember(const Grant &grant);
    void addOrganization(const OrganizationEntry &organization, const QString &model);
    void addTags(const Grant &grant);
    void addCustomer(const Grant &grant);
    void add(RateLevel level);
    /// What is not set takes the limit of that budget.
    RateLimits orOfBudget(RateLimits limits, const std::optional<QString> &budgetId) const;

    const Directory &m_directory;
    const GatewaySettings &m_settings;
    std::vector<RateLevel> m_levels;
};

/// How a refusal names the object: the key's hash, the team's id, "team:user" and so on.
QString objectOf(const RateLevel &level, const Caller &caller, const Grant &grant);

} // namespace sekisho::gateway
