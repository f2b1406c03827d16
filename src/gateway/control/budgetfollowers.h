// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../directory.h"

namespace sekisho::gateway {

/// Publishes another time at which the spend starts anew of all those that have this budget's limits for
/// themselves; as storage::moveResets() writes it.
void publishResets(Directory &directory, const QString &budgetId,
                   const std::optional<core::Timestamp> &resetAt);

/// The teams whose members have this as their common budget (`team_member_budget_id`).
QStringList teamsOfMemberBudget(const Directory &directory, const QString &budgetId);

/// Publishes another period of these teams' members; as storage::moveMemberPeriods() writes it.
void publishMemberPeriods(Directory &directory, const QStringList &teamIds,
                          const std::optional<QString> &period,
                          const std::optional<core::Timestamp> &resetAt);

/// Of the customers for whom `max_end_user_budget_id` holds: no budget of their own has a limit or a period.
/// They start anew when that budget does.
std::vector<std::shared_ptr<SpendMeter>> metersWithoutBudget(const Directory &directory);

} // namespace sekisho::gateway
