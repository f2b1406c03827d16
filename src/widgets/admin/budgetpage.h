// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rowpage.h"

#include <models/admin/budgettablemodel.h>
#include <models/admin/keytablemodel.h>

namespace sekisho::widgets {

/// Shared budgets: a limit that several keys count against.
class BudgetPage : public RowPage<client::BudgetInfo>
{
    Q_OBJECT
public:
    /// All borrowed. The keys say who uses a budget.
    BudgetPage(const client::GatewayClient *gateway, models::BudgetTableModel *budgets,
               models::KeyTableModel *keys, QWidget *parent = nullptr);

Q_SIGNALS:
    void keyRequested(const QString &token);

protected:
    Words words() const override;
    QList<AdminColumn> columns() const override;
    void refresh() override;
    void createRow() override;
    void edit(const client::BudgetInfo &budget) override;
    QString rowName(const client::BudgetInfo &budget) const override;
    void fillDetail(DetailColumn *detail, const client::BudgetInfo &budget,
                    const QModelIndex &source) override;

private:
    void addKeys(DetailColumn *column, const QString &budgetId);
    void confirmDeletion(const QString &budgetId);

    models::BudgetTableModel *m_budgets;
    models::KeyTableModel *m_keys;
};

} // namespace sekisho::widgets
