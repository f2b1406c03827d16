// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgettablemodel.h"

#include "../format.h"

namespace sekisho::models {

using client::BudgetInfo;

BudgetTableModel::BudgetTableModel(client::BudgetOperations budgets, const core::Clock *clock,
                                   QObject *parent)
    : RowTableModel(parent)
    , m_budgets(budgets)
    , m_clock(clock)
{
}

int BudgetTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : BudgetColumnCount;
}

int BudgetTableModel::rowOf(const QString &id) const
{
    for (int at = 0; at < rowCount(); ++at)
        if (rows().at(at).budgetId == id)
            return at;
    return -1;
}

void BudgetTableModel::refresh()
{
    beginReading();
    m_budgets.list().then(this,
                          [this, generation = ++m_generation](const core::Result<QList<BudgetInfo>> &answer) {
                              if (generation == m_generation)
                                  take(answer);
                          });
}

void BudgetTableModel::take(const core::Result<QList<BudgetInfo>> &answer)
{
    if (!answer) {
        setState(PageState::failed(answer.error()));
        return;
    }
    setTotalCount(answer->size());
    mergeRows(*answer, [](const BudgetInfo &budget) { return budget.budgetId; });
    endReading();
}

QVariant BudgetTableModel::cell(const BudgetInfo &budget, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return display(budget, static_cast<BudgetColumn>(column));
    case SortRole:
        return sortValue(budget, static_cast<BudgetColumn>(column));
    case IdRole:
    case FilterRole:
        return budget.budgetId;
    case RowStateRole:
        return static_cast<int>(spendState(budget.spend.value_or(core::Money()), budget.limits));
    default:
        return spendCell(budget.spend, budget.limits, role);
    }
}

QVariant BudgetTableModel::display(const BudgetInfo &budget, BudgetColumn column) const
{
    const auto dateOf = [this](const std::optional<core::Timestamp> &time) {
        return time ? QVariant(dateText(*time, m_clock->now())) : QVariant();
    };
    const auto countOf = [](const std::optional<std::int64_t> &count) {
        return count ? QVariant(countText(*count)) : QVariant();
    };
    const auto moneyOf = [](const std::optional<core::Money> &money) {
        return money ? QVariant(moneyText(*money)) : QVariant();
    };
    switch (column) {
    case BudgetColumn::Id:
        return budget.budgetId;
    case BudgetColumn::Spend:
        return moneyOf(budget.spend);
    case BudgetColumn::SoftBudget:
        return moneyOf(budget.limits.softBudget);
    case BudgetColumn::Period:
        return budget.limits.budgetDuration ? QVariant(*budget.limits.budgetDuration) : QVariant();
    case BudgetColumn::Reset:
        return dateOf(budget.limits.budgetResetAt);
    case BudgetColumn::TokensPerMinute:
        return countOf(budget.limits.tpmLimit);
    case BudgetColumn::RequestsPerMinute:
        return countOf(budget.limits.rpmLimit);
    case BudgetColumn::Created:
        return dateOf(budget.createdAt);
    }
    return {};
}

QVariant BudgetTableModel::sortValue(const BudgetInfo &budget, BudgetColumn column) const
{
    const auto numberOf = [](const std::optional<std::int64_t> &count) {
        return count ? QVariant::fromValue<qint64>(*count) : QVariant();
    };
    switch (column) {
    case BudgetColumn::Spend:
        return spendCell(budget.spend, budget.limits, SpendRole);
    case BudgetColumn::SoftBudget:
        return budget.limits.softBudget ? QVariant(budget.limits.softBudget->usd()) : QVariant();
    case BudgetColumn::Reset:
        return timeValue(budget.limits.budgetResetAt);
    case BudgetColumn::TokensPerMinute:
        return numberOf(budget.limits.tpmLimit);
    case BudgetColumn::RequestsPerMinute:
        return numberOf(budget.limits.rpmLimit);
    case BudgetColumn::Created:
        return timeValue(budget.createdAt);
    default:
        return display(budget, column);
    }
}

} // namespace sekisho::models
