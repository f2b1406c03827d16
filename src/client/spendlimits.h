// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "change.h"

#include <core/json.h>
#include <core/money.h>
#include <core/timestamp.h>

#include <optional>

namespace sekisho::client {

/// Limits that keys, teams and shared budgets have in common; what is absent is unlimited.
struct SpendLimits {
    std::optional<core::Money> maxBudget;
    std::optional<core::Money> softBudget;
    std::optional<QString> budgetDuration;        ///< "30d", see core/duration.h
    std::optional<core::Timestamp> budgetResetAt; ///< read only
    std::optional<std::int64_t> tpmLimit;
    std::optional<std::int64_t> rpmLimit;
    std::optional<std::int64_t> maxParallelRequests;
    friend bool operator==(const SpendLimits &, const SpendLimits &) = default;
};

struct SpendLimitChanges {
    Change<core::Money> maxBudget;
    Change<core::Money> softBudget;
    Change<QString> budgetDuration;
    Change<std::int64_t> tpmLimit;
    Change<std::int64_t> rpmLimit;
    Change<std::int64_t> maxParallelRequests;

    /// Only what differs.
    static SpendLimitChanges between(const SpendLimits &before, const SpendLimits &after);
    friend bool operator==(const SpendLimitChanges &, const SpendLimitChanges &) = default;
};

SpendLimits spendLimitsFrom(const core::Json &row);
/// Adds the limits that are set.
void writeTo(core::Json &body, const SpendLimits &limits);
void writeTo(core::Json &body, const SpendLimitChanges &changes);

} // namespace sekisho::client
