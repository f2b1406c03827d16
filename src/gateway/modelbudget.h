// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/gateway/virtualkey.h>

namespace sekisho::gateway {

/// What `model_max_budget` of a key says of one model (litellm-api §3.3).
struct ModelBudget {
    std::optional<core::Money> maxBudget;  ///< `max_budget` or `budget_limit`
    std::optional<QString> budgetDuration; ///< `budget_duration` or `time_period`
};

/// The models that have a budget of their own under this key.
QStringList modelBudgetNames(const storage::VirtualKey &key);
std::optional<ModelBudget> modelBudget(const storage::VirtualKey &key, const QString &model);

/// InvalidInput, param "model_max_budget", for what is no map of such budgets.
core::Result<void> checkModelBudgets(const core::Json &budgets);

} // namespace sekisho::gateway
