// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "change.h"

namespace sekisho::gateway {

/// The budget of an organization, a customer or a tag: `budget_id` names one that is there, or limits in the
/// body itself (`max_budget` and its like) are kept in a budget that `change` makes or changes. Both at once
/// are refused. `limits` gets the time at which the owner's spend starts anew.
core::Result<void> applyOwnBudget(ControlServices &services, Change &change, const core::Json &body,
                                  const QString &author, std::optional<QString> &budgetId,
                                  storage::SpendLimits &limits);

} // namespace sekisho::gateway
