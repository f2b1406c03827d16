// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyform.h"
#include "rowpage.h"

#include <models/admin/budgettablemodel.h>
#include <models/admin/keytablemodel.h>
#include <models/admin/teamtablemodel.h>

namespace sekisho::widgets {

/// Virtual keys: who may use which models for how much. A new key is shown once.
class KeyPage : public RowPage<client::VirtualKeyInfo>
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
    Words words() const override;
    QList<AdminColumn> columns() const override;
    void refresh() override;
    void createRow() override;
    void edit(const client::VirtualKeyInfo &key) override;
    QString rowName(const client::VirtualKeyInfo &key) const override;
    void fillDetail(DetailColumn *detail, const client::VirtualKeyInfo &key,
                    const QModelIndex &source) override;

private:
    void takeTeamNames();
    KeyForm *makeForm();
    void reveal(const client::GeneratedKey &key);
    void addLinks(DetailColumn *detail, const client::VirtualKeyInfo &key);
    void addActions(DetailColumn *detail, const client::VirtualKeyInfo &key);
    void confirmDeletion(const client::VirtualKeyInfo &key);

    models::KeyTableModel *m_keys;
    models::TeamTableModel *m_teams;
    models::BudgetTableModel *m_budgets;
};

} // namespace sekisho::widgets
