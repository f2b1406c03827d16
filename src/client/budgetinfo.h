// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spendlimits.h"

namespace sekisho::client {

/// A shared budget (litellm-api §6.1).
struct BudgetInfo {
    QString budgetId;
    /// Absent where the gateway does not tell it: LiteLLM's rows have none.
    std::optional<core::Money> spend;
    SpendLimits limits;
    std::optional<core::Timestamp> createdAt;
    std::optional<core::Timestamp> updatedAt;
    QString createdBy;
    friend bool operator==(const BudgetInfo &, const BudgetInfo &) = default;
};

struct NewBudget {
    std::optional<QString> budgetId;
    SpendLimits limits;
};

struct BudgetChanges {
    SpendLimitChanges limits;
};

BudgetInfo budgetFrom(const core::Json &row);
core::Json toJson(const NewBudget &budget);
core::Json toJson(const BudgetChanges &changes);

} // namespace sekisho::client
