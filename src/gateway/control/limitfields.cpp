// SPDX-License-Identifier: GPL-3.0-or-later
#include "limitfields.h"

#include <core/duration.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

namespace {

void readPeriod(FieldReader &reader, storage::SpendLimits &limits, const BudgetTime &time)
{
    reader.readDuration("budget_duration", limits.budgetDuration);
    if (!reader.good() || !reader.has("budget_duration"))
        return;
    limits.budgetResetAt.reset();
    if (!limits.budgetDuration)
        return;
    const core::Duration period = core::parseDuration(*limits.budgetDuration).value_or(core::Duration());
    if (period.count == 0)
        return reader.refuse("budget_duration", u"must be longer than nothing"_s);
    limits.budgetResetAt = time.nextReset(period);
}

} // namespace

void readLimits(FieldReader &reader, storage::SpendLimits &limits, const BudgetTime &time)
{
    reader.read("max_budget", limits.maxBudget);
    reader.read("soft_budget", limits.softBudget);
    reader.read("tpm_limit", limits.tpmLimit);
    reader.read("rpm_limit", limits.rpmLimit);
    reader.read("max_parallel_requests", limits.maxParallelRequests);
    readPeriod(reader, limits, time);
}

void writeLimits(const storage::SpendLimits &limits, core::Json &row)
{
    row["max_budget"] = toJson(limits.maxBudget);
    row["soft_budget"] = toJson(limits.softBudget);
    row["budget_duration"] = core::toJson(limits.budgetDuration);
    row["budget_reset_at"] = toJson(limits.budgetResetAt);
    row["tpm_limit"] = core::toJson(limits.tpmLimit);
    row["rpm_limit"] = core::toJson(limits.rpmLimit);
    row["max_parallel_requests"] = core::toJson(limits.maxParallelRequests);
}

core::Json toJson(const std::optional<core::Timestamp> &time)
{
    return time ? core::Json(core::toIso8601(*time)) : core::Json(nullptr);
}

core::Json toJson(const std::optional<core::Money> &amount)
{
    return amount ? core::Json(amount->usd()) : core::Json(nullptr);
}

} // namespace sekisho::gateway
