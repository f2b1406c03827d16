// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetfields.h"

#include "extrafields.h"
#include "limitfields.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

namespace {

// An explicit time beats the one that follows from the period.
void readResetTime(FieldReader &reader, storage::Budget &budget)
{
    std::optional<QString> text;
    reader.read("budget_reset_at", text);
    if (!text)
        return;
    if (const auto time = core::parseIso8601(*text))
        budget.limits.budgetResetAt = *time;
    else
        reader.refuse("budget_reset_at", u"is not an ISO 8601 time"_s);
}

} // namespace

void readBudget(FieldReader &reader, storage::Budget &budget, const BudgetTime &time)
{
    readLimits(reader, budget.limits, time);
    readResetTime(reader, budget);
    readExtras(reader, budgetExtraFields(), budget.extra);
}

core::Json budgetRow(const storage::Budget &budget, const Directory &directory)
{
    const auto live = directory.budget(budget.budgetId);
    const auto spend = live ? core::Money::fromNanos(live->meter->spentNanos) : budget.spend;
    core::Json row{{"budget_id", budget.budgetId},
                   {"spend", spend.usd()},
                   {"created_at", core::toIso8601(budget.createdAt)},
                   {"created_by", budget.createdBy},
                   {"updated_at", core::toIso8601(budget.updatedAt)},
                   {"updated_by", budget.updatedBy}};
    writeLimits(budget.limits, row);
    writeExtras(budgetExtraFields(), budget.extra, row);
    return row;
}

core::Json budgetRowOrNull(const std::optional<QString> &budgetId, const Directory &directory)
{
    const auto budget = budgetId ? directory.budget(*budgetId) : nullptr;
    return budget ? budgetRow(budget->rules, directory) : core::Json(nullptr);
}

} // namespace sekisho::gateway
