// SPDX-License-Identifier: GPL-3.0-or-later
#include "memberbudget.h"

#include "limitfields.h"

#include <core/ids.h>

namespace sekisho::gateway {

using core::Json;
using core::Result;

namespace {

// The names of the budget's own fields for what was given.
Json budgetFields(const Json &body)
{
    Json fields = Json::object();
    for (const auto &[given, name] :
         {std::pair{"team_member_budget", "max_budget"},
          std::pair{"team_member_budget_duration", "budget_duration"},
          std::pair{"team_member_tpm_limit", "tpm_limit"}, std::pair{"team_member_rpm_limit", "rpm_limit"}}) {
        if (body.contains(given))
            fields[name] = body.at(given);
    }
    return fields;
}

} // namespace

Result<void> applyMemberBudget(ControlServices &services, Change &change, const Json &body,
                               const QString &author, storage::Team &team)
{
    const Json fields = budgetFields(body);
    if (fields.empty())
        return {};
    const auto known = services.directory.budget(core::stringOr(team.metadata, "team_member_budget_id"));
    storage::Budget budget =
        known ? known->rules
              : storage::Budget{.budgetId = core::newUuid(), .createdAt = change.now(), .createdBy = author};
    FieldReader reader(fields);
    readLimits(reader, budget.limits, services.budgetTime());
    budget.updatedAt = change.now();
    budget.updatedBy = author;
    if (auto read = reader.result(); !read)
        return read;
    if (known)
        change.alter(known->rules, budget);
    else
        change.create(budget);
    team.metadata["team_member_budget_id"] = budget.budgetId;
    for (storage::TeamMember &member : team.members) {
        member.budgetDuration = budget.limits.budgetDuration;
        member.budgetResetAt = budget.limits.budgetResetAt;
    }
    return {};
}

} // namespace sekisho::gateway
