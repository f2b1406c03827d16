// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../rowtablemodel.h"

#include <client/spendlimits.h>

namespace sekisho::models {

/// Roles of the admin tables, the same in every column of a row. Cells are text ready for reading in
/// DisplayRole, empty where the page has words of its own ("never", "unlimited", "all models").
enum AdminRole {
    RowStateRole = PagedTableModel::FirstOwnRole, ///< RowState as int
    SpendRole,                                    ///< USD; invalid where the gateway does not tell it
    BudgetRole,                                   ///< USD; invalid: unlimited
    ResetAtRole,                                  ///< QDateTime, UTC; invalid: never
    SharedBudgetRole,                             ///< bool: counts against a budget shared with others
    ModelsRole,                                   ///< QStringList; empty: all
};

enum class RowState { Active, NearBudget, OverBudget, Expired, Blocked };

/// What spending makes of a row that is neither blocked nor expired; near is 80 percent.
RowState spendState(core::Money spend, const client::SpendLimits &limits);

/// SpendRole, BudgetRole and ResetAtRole.
QVariant spendCell(const std::optional<core::Money> &spend, const client::SpendLimits &limits, int role);
QVariant timeValue(const std::optional<core::Timestamp> &time);

} // namespace sekisho::models
