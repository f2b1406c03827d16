// SPDX-License-Identifier: GPL-3.0-or-later
#include "adminroles.h"

namespace sekisho::models {

RowState spendState(core::Money spend, const client::SpendLimits &limits)
{
    constexpr double Near = 0.8;
    if (!limits.maxBudget)
        return RowState::Active;
    if (spend >= *limits.maxBudget)
        return RowState::OverBudget;
    return spend.usd() >= Near * limits.maxBudget->usd() ? RowState::NearBudget : RowState::Active;
}

QVariant spendCell(const std::optional<core::Money> &spend, const client::SpendLimits &limits, int role)
{
    switch (role) {
    case SpendRole:
        return spend ? QVariant(spend->usd()) : QVariant();
    case BudgetRole:
        return limits.maxBudget ? QVariant(limits.maxBudget->usd()) : QVariant();
    case ResetAtRole:
        return timeValue(limits.budgetResetAt);
    default:
        return {};
    }
}

QVariant timeValue(const std::optional<core::Timestamp> &time)
{
    return time ? QVariant(core::toDateTime(*time)) : QVariant();
}

} // namespace sekisho::models
