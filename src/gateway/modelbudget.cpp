// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelbudget.h"

#include <core/duration.h>

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

static const Json &budgetsOf(const storage::VirtualKey &key)
{
    return core::memberOr(key.extra, "model_max_budget");
}

static const Json &eitherOf(const Json &object, const char *name, const char *otherName)
{
    const Json &value = core::memberOr(object, name);
    return value.is_null() ? core::memberOr(object, otherName) : value;
}

QStringList modelBudgetNames(const storage::VirtualKey &key)
{
    QStringList names;
    const Json &budgets = budgetsOf(key);
    if (budgets.is_object()) {
        for (const auto &[model, budget] : budgets.items())
            names.append(QString::fromStdString(model));
    }
    return names;
}

std::optional<ModelBudget> modelBudget(const storage::VirtualKey &key, const QString &model)
{
    const Json &budgets = budgetsOf(key);
    if (!budgets.is_object() || budgets.empty())
        return std::nullopt;
    const Json &entry = core::memberOr(budgets, model.toUtf8().constData());
    if (entry.is_null())
        return std::nullopt;
    ModelBudget budget;
    if (const Json &limit = eitherOf(entry, "max_budget", "budget_limit"); limit.is_number())
        budget.maxBudget = core::Money::fromUsd(limit.get<double>());
    if (const Json &period = eitherOf(entry, "budget_duration", "time_period"); period.is_string())
        budget.budgetDuration = QString::fromStdString(period.get<std::string>());
    return budget;
}

static core::Failure bad(const QString &model, const QString &why)
{
    return core::fail(core::ErrorKind::InvalidInput, u"model_max_budget['%1'] %2"_s.arg(model, why),
                      u"invalid_request_error"_s, u"model_max_budget"_s);
}

static core::Result<void> checkEntry(const QString &model, const Json &entry)
{
    if (!entry.is_object())
        return bad(model, u"must be an object"_s);
    const Json &limit = eitherOf(entry, "max_budget", "budget_limit");
    if (!limit.is_number() || limit.get<double>() < 0)
        return bad(model, u"must have a budget_limit of at least 0"_s);
    const Json &period = eitherOf(entry, "budget_duration", "time_period");
    if (!period.is_string())
        return bad(model, u"must have a time_period"_s);
    const auto parsed = core::parseDuration(QString::fromStdString(period.get<std::string>()));
    return parsed ? core::Result<void>()
                  : bad(model, u"has no valid time_period: "_s + parsed.error().detail);
}

core::Result<void> checkModelBudgets(const Json &budgets)
{
    if (budgets.is_null())
        return {};
    for (const auto &[model, entry] : budgets.items()) {
        if (auto done = checkEntry(QString::fromStdString(model), entry); !done)
            return done;
    }
    return {};
}

} // namespace sekisho::gateway
