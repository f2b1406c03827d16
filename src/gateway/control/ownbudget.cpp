// SPDX-License-Identifier: GPL-3.0-or-later
#include "ownbudget.h"

#include "budgetfields.h"
#include "limitfields.h"

#include <core/duration.h>
#include <core/ids.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::Budget;

namespace {

// Those limits that were given.
Json limitsIn(const Json &body)
{
    Json limits = Json::object();
    for (const char *field : {"max_budget", "soft_budget", "budget_duration", "tpm_limit", "rpm_limit",
                              "max_parallel_requests", "model_max_budget"}) {
        if (body.contains(field) && !body.at(field).is_null())
            limits[field] = body.at(field);
    }
    return limits;
}

void followPeriod(const Budget &budget, storage::SpendLimits &limits, const BudgetTime &time)
{
    const auto period = budget.limits.budgetDuration ? core::parseDuration(*budget.limits.budgetDuration)
                                                     : core::Result<core::Duration>();
    limits.budgetResetAt.reset();
    if (budget.limits.budgetDuration && period && period->count > 0)
        limits.budgetResetAt = time.nextReset(*period);
}

// One that is not the author's is changed, too: whoever names it by its limits means that.
Result<Budget> writeLimits(ControlServices &services, Change &change, const Json &fields,
                           const QString &author, const std::optional<QString> &budgetId)
{
    const auto known = budgetId ? services.directory.budget(*budgetId) : nullptr;
    Budget budget = known
                        ? known->rules
                        : Budget{.budgetId = core::newUuid(), .createdAt = change.now(), .createdBy = author};
    FieldReader reader(fields);
    readBudget(reader, budget, services.budgetTime());
    budget.updatedAt = change.now();
    budget.updatedBy = author;
    if (auto read = reader.result(); !read)
        return fail(read.error());
    if (known) {
        change.alter(known->rules, budget);
        change.moveResets(known->rules, budget);
    } else {
        change.create(budget);
    }
    return budget;
}

} // namespace

Result<void> applyOwnBudget(ControlServices &services, Change &change, const Json &body,
                            const QString &author, std::optional<QString> &budgetId,
                            storage::SpendLimits &limits)
{
    const Json fields = limitsIn(body);
    std::optional<QString> named;
    FieldReader reader(body);
    reader.read("budget_id", named);
    if (named && !named->isEmpty() && !fields.empty())
        reader.refuse("budget_id", u"cannot be given together with limits of its own"_s);
    if (auto read = reader.result(); !read)
        return read;
    if (named && !named->isEmpty()) {
        const auto budget = services.directory.budget(*named);
        if (!budget)
            return fail(ErrorKind::InvalidInput, u"Budget not found, budget_id=%1"_s.arg(*named), {},
                        u"budget_id"_s);
        budgetId = named;
        followPeriod(budget->rules, limits, services.budgetTime());
    } else if (!fields.empty()) {
        const auto budget = writeLimits(services, change, fields, author, budgetId);
        if (!budget)
            return fail(budget.error());
        budgetId = budget->budgetId;
        followPeriod(*budget, limits, services.budgetTime());
    } else if (reader.has("budget_id")) {
        budgetId.reset();
        limits.budgetResetAt.reset();
    }
    return {};
}

} // namespace sekisho::gateway
