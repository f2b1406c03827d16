// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "authorise.h"

namespace sekisho::gateway {

/// Whose budget a call counts against.
enum class BudgetKind {
    Key,
    Budget,
    KeyModel,
    Team,
    Member,
    Organization,
    OrganizationMember,
    Tag,
    User,
    Customer,
    Proxy
};

/// One object whose spend a call adds to. It names the object only when asked, since most calls are admitted.
struct BudgetLevel {
    BudgetKind kind = BudgetKind::Key;
    std::optional<core::Money> limit; ///< as it holds now
    std::shared_ptr<SpendMeter> meter;
    QString id;                              ///< where caller and grant do not tell: budget, tag or model
    std::shared_ptr<SpendMeter> period = {}; ///< whose period it is; null: the meter's own
};

/// Finds them, in the order in which LiteLLM checks (litellm-api §1.3): key, the key's model, team, member,
/// organisation, its member, tags, owner, customer, everybody. Of the key of a team the owner's spend is
/// counted, its limit does not hold.
class BudgetLevels
{
public:
    BudgetLevels(const Directory &directory, const GatewaySettings &settings, core::Timestamp now);
    std::vector<BudgetLevel> of(const Caller &caller, const Grant &grant, const ChatCommand &command);

private:
    void addKey(const storage::VirtualKey &key, const std::shared_ptr<SpendMeter> &meter);
    void addKeyModel(const storage::VirtualKey &key, const QString &model);
    void addTeam(const Grant &grant);
    void addMember(const Grant &grant);
    void addOrganization(const Grant &grant);
    void addOrganizationMember(const Caller &caller, const Grant &grant);
    void addTags(const Grant &grant);
    void addUser(const Caller &caller, const Grant &grant);
    void addCustomer(const Grant &grant);
    void addProxy();
    void addShared(const std::optional<QString> &budgetId);
    std::optional<core::Money> limitOf(const std::optional<QString> &budgetId) const;

    const Directory &m_directory;
    const GatewaySettings &m_settings;
    const core::Timestamp m_now;
    std::vector<BudgetLevel> m_levels;
};

/// `max_budget` of a key with its temporary increase, while that holds.
std::optional<core::Money> keyLimit(const storage::VirtualKey &key, core::Timestamp now);

/// "key", "team", ...: the level in a refusal's fields.
QString nameOf(BudgetKind kind);
/// The alias or id of the object, in a refusal's fields.
QString objectOf(const BudgetLevel &level, const Caller &caller, const Grant &grant);
/// How a refusal's sentence names it (litellm-api §1.4).
QString titleOf(const BudgetLevel &level, const Caller &caller, const Grant &grant);

} // namespace sekisho::gateway
