// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendlimits.h"

#include "wirejson.h"

namespace sekisho::client {

SpendLimitChanges SpendLimitChanges::between(const SpendLimits &before, const SpendLimits &after)
{
    SpendLimitChanges changes;
    changes.maxBudget = Change<core::Money>::between(before.maxBudget, after.maxBudget);
    changes.softBudget = Change<core::Money>::between(before.softBudget, after.softBudget);
    changes.budgetDuration = Change<QString>::between(before.budgetDuration, after.budgetDuration);
    changes.tpmLimit = Change<std::int64_t>::between(before.tpmLimit, after.tpmLimit);
    changes.rpmLimit = Change<std::int64_t>::between(before.rpmLimit, after.rpmLimit);
    changes.maxParallelRequests =
        Change<std::int64_t>::between(before.maxParallelRequests, after.maxParallelRequests);
    return changes;
}

SpendLimits spendLimitsFrom(const core::Json &row)
{
    SpendLimits limits;
    limits.maxBudget = optionalMoney(row, "max_budget");
    limits.softBudget = optionalMoney(row, "soft_budget");
    limits.budgetDuration = core::optionalString(row, "budget_duration");
    limits.budgetResetAt = optionalTime(row, "budget_reset_at");
    limits.tpmLimit = optionalInteger(row, "tpm_limit");
    limits.rpmLimit = optionalInteger(row, "rpm_limit");
    limits.maxParallelRequests = optionalInteger(row, "max_parallel_requests");
    return limits;
}

namespace {
template <typename Limits>
void write(core::Json &body, const Limits &limits)
{
    writeField(body, "max_budget", limits.maxBudget);
    writeField(body, "soft_budget", limits.softBudget);
    writeField(body, "budget_duration", limits.budgetDuration);
    writeField(body, "tpm_limit", limits.tpmLimit);
    writeField(body, "rpm_limit", limits.rpmLimit);
    writeField(body, "max_parallel_requests", limits.maxParallelRequests);
}
} // namespace

void writeTo(core::Json &body, const SpendLimits &limits)
{
    write(body, limits);
}

void writeTo(core::Json &body, const SpendLimitChanges &changes)
{
    write(body, changes);
}

} // namespace sekisho::client
