// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adminpage.h"

#include <client/gatewayclient.h>
#include <models/admin/budgettablemodel.h>
#include <models/admin/keytablemodel.h>

namespace sekisho::widgets {

class DetailColumn;

/// Shared budgets: a limit that several keys count against.
class BudgetPage : public AdminPage
{
    Q_OBJECT
public:
    /// All borrowed. The keys say who uses a budget.
    BudgetPage(const client::GatewayClient *gateway, models::BudgetTableModel *budgets,
               models::KeyTableModel *keys, QWidget *parent = nullptr);

Q_SIGNALS:
    void keyRequested(const QString &token);

protected:
    QString title() const override;
    QString newRowText() const override;
    QString searchHint() const override;
    StateView::Text emptyText() const override;
    QStringList columnTitles() const override;
    void wordEmptyCells(WordedTable &table) const override;
    void refresh() override;
    void createRow() override;
    void editRow(const QModelIndex &source) override;
    QString rowTitle(const QModelIndex &source) const override;
    QWidget *makeDetail(const QModelIndex &source) override;

private:
    void setupTable();
    void addKeys(DetailColumn *column, const QString &budgetId);
    void confirmDeletion(const QString &budgetId);

    const client::GatewayClient *m_gateway;
    models::BudgetTableModel *m_budgets;
    models::KeyTableModel *m_keys;
};

} // namespace sekisho::widgets
