// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adminroles.h"

#include <client/budgetoperations.h>
#include <core/clock.h>

namespace sekisho::models {

enum class BudgetColumn { Id, Spend, SoftBudget, Period, Reset, TokensPerMinute, RequestsPerMinute, Created };
inline constexpr int BudgetColumnCount = 8;

class BudgetTableModel : public RowTableModel<client::BudgetInfo>
{
    Q_OBJECT
public:
    /// `clock` is borrowed.
    BudgetTableModel(client::BudgetOperations budgets, const core::Clock *clock, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    /// Reads anew and keeps showing what there is until the answer comes.
    void refresh();
    /// -1 if it is not here (yet).
    int rowOf(const QString &id) const;

protected:
    QVariant cell(const client::BudgetInfo &budget, int column, int role) const override;

private:
    void take(const core::Result<QList<client::BudgetInfo>> &answer);
    QVariant display(const client::BudgetInfo &budget, BudgetColumn column) const;
    QVariant sortValue(const client::BudgetInfo &budget, BudgetColumn column) const;

    client::BudgetOperations m_budgets;
    const core::Clock *m_clock;
    int m_generation = 0;
};

} // namespace sekisho::models
