// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fieldreader.h"

#include <gateway/budgettime.h>
#include <gateway/directory.h>

namespace sekisho::gateway {

void readBudget(FieldReader &reader, storage::Budget &budget, const BudgetTime &time);
/// LiteLLM's row, and `spend`: what the keys of the budget have spent together, live where the directory
/// knows it.
core::Json budgetRow(const storage::Budget &budget, const Directory &directory);
/// The row of `budgetId`, or null.
core::Json budgetRowOrNull(const std::optional<QString> &budgetId, const Directory &directory);

} // namespace sekisho::gateway
