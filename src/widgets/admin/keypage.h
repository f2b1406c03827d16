// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adminpage.h"
#include "keyform.h"

#include <client/gatewayclient.h>
#include <models/admin/budgettablemodel.h>
#include <models/admin/keytablemodel.h>
#include <models/admin/teamtablemodel.h>

namespace sekisho::widgets {

/// Virtual keys: who may use which models for how much. A new key is shown once.
class KeyPage : public AdminPage
{
    Q_OBJECT
public:
    /// All borrowed. Teams and budgets give names and choices.
    KeyPage(const client::GatewayClient *gateway, models::KeyTableModel *keys, models::TeamTableModel *teams,
            models::BudgetTableModel *budgets, QWidget *parent = nullptr);

Q_SIGNALS:
    /// A key was made here; the only time its secret is known. The program keeps it for the chat.
    void keyGenerated(const sekisho::client::GeneratedKey &key);
    void teamRequested(const QString &teamId);
    void budgetRequested(const QString &budgetId);

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
    void takeTeamNames();
    KeyForm *makeForm();
    void generate(Sheet *sheet, const KeyForm *form);
    void update(Sheet *sheet, const KeyForm *form, const client::VirtualKeyInfo &key);
    void reveal(const client::GeneratedKey &key);
    void addActions(class DetailColumn *column, const client::VirtualKeyInfo &key);
    void confirmDeletion(const client::VirtualKeyInfo &key);

    const client::GatewayClient *m_gateway;
    models::KeyTableModel *m_keys;
    models::TeamTableModel *m_teams;
    models::BudgetTableModel *m_budgets;
};

} // namespace sekisho::widgets
