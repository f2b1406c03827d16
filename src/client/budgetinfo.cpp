// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetinfo.h"

#include "wirejson.h"

namespace sekisho::client {

using core::Json;

BudgetInfo budgetFrom(const Json &row)
{
    BudgetInfo budget;
    budget.budgetId = core::stringOr(row, "budget_id");
    budget.spend = optionalMoney(row, "spend");
    budget.limits = spendLimitsFrom(row);
    budget.createdAt = optionalTime(row, "created_at");
    budget.updatedAt = optionalTime(row, "updated_at");
    budget.createdBy = core::stringOr(row, "created_by");
    return budget;
}

Json toJson(const NewBudget &budget)
{
    Json body = Json::object();
    writeField(body, "budget_id", budget.budgetId);
    writeTo(body, budget.limits);
    return body;
}

Json toJson(const BudgetChanges &changes)
{
    Json body = Json::object();
    writeTo(body, changes.limits);
    return body;
}

} // namespace sekisho::client
