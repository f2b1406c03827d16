// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fieldreader.h"

#include <gateway/budgettime.h>
#include <storage/gateway/virtualkey.h>

// The fields that keys, teams and budgets share, between JSON and values.
namespace sekisho::gateway {

/// A new `budget_duration` sets the next reset, counted from `time`; null takes it away.
void readLimits(FieldReader &reader, storage::SpendLimits &limits, const BudgetTime &time);
void writeLimits(const storage::SpendLimits &limits, core::Json &row);

core::Json toJson(const std::optional<core::Timestamp> &time);
core::Json toJson(const std::optional<core::Money> &amount);

} // namespace sekisho::gateway
