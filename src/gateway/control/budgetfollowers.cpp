// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetfollowers.h"

namespace sekisho::gateway {

namespace {

using ResetAt = std::optional<core::Timestamp>;

template <typename T>
void publishEach(Directory &directory, const std::vector<std::shared_ptr<const Entry<T>>> &entries,
                 const QString &budgetId, const ResetAt &resetAt)
{
    for (const auto &entry : entries) {
        if (entry->rules.budgetId != budgetId)
            continue;
        T rules = entry->rules;
        rules.limits.budgetResetAt = resetAt;
        directory.publish(std::move(rules));
    }
}

bool hasOwnPeriod(const storage::TeamMember &member)
{
    return member.budgetDuration.has_value();
}

bool hasOwnPeriod(const storage::OrganizationMember &)
{
    return false;
}

/// Those with members that follow the budget.
template <typename T>
void publishMembers(Directory &directory, const std::vector<std::shared_ptr<const Entry<T>>> &entries,
                    const QString &budgetId, const ResetAt &resetAt)
{
    for (const auto &entry : entries) {
        T rules = entry->rules;
        bool isMoved = false;
        for (auto &member : rules.members) {
            if (member.budgetId != budgetId || hasOwnPeriod(member))
                continue;
            member.budgetResetAt = resetAt;
            isMoved = true;
        }
        if (isMoved)
            directory.publish(std::move(rules));
    }
}

} // namespace

void publishResets(Directory &directory, const QString &budgetId, const ResetAt &resetAt)
{
    publishEach(directory, directory.organizations(), budgetId, resetAt);
    publishEach(directory, directory.tags(), budgetId, resetAt);
    publishEach(directory, directory.customers(), budgetId, resetAt);
    publishMembers(directory, directory.organizations(), budgetId, resetAt);
    publishMembers(directory, directory.teams(), budgetId, resetAt);
}

std::vector<std::shared_ptr<SpendMeter>> metersWithoutBudget(const Directory &directory)
{
    std::vector<std::shared_ptr<SpendMeter>> meters;
    for (const auto &customer : directory.customers()) {
        const auto own = customer->rules.budgetId ? directory.budget(*customer->rules.budgetId) : nullptr;
        if (!own || (!own->rules.limits.maxBudget && !own->rules.limits.budgetDuration))
            meters.push_back(customer->meter);
    }
    return meters;
}

QStringList teamsOfMemberBudget(const Directory &directory, const QString &budgetId)
{
    QStringList ids;
    for (const auto &team : directory.teams()) {
        if (core::stringOr(team->rules.metadata, "team_member_budget_id") == budgetId)
            ids.append(team->rules.teamId);
    }
    return ids;
}

void publishMemberPeriods(Directory &directory, const QStringList &teamIds,
                          const std::optional<QString> &period, const ResetAt &resetAt)
{
    for (const QString &teamId : teamIds) {
        storage::Team team = directory.team(teamId)->rules;
        for (auto &member : team.members) {
            if (member.budgetId)
                continue;
            member.budgetDuration = period;
            member.budgetResetAt = resetAt;
        }
        directory.publish(std::move(team));
    }
}

} // namespace sekisho::gateway
