// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adminpage.h"

#include <client/gatewayclient.h>
#include <models/admin/teamtablemodel.h>

namespace sekisho::widgets {

class DetailColumn;
class TeamForm;

/// Teams: models and budget that several keys share, and who belongs to them.
class TeamPage : public AdminPage
{
    Q_OBJECT
public:
    /// Both borrowed.
    TeamPage(const client::GatewayClient *gateway, models::TeamTableModel *teams, QWidget *parent = nullptr);

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
    TeamForm *makeForm();
    void addMembers(DetailColumn *column, const client::TeamInfo &team);
    /// Reads the team's keys and adds a link for each.
    void addKeys(DetailColumn *column, const client::TeamInfo &team);
    void addActions(DetailColumn *column, const client::TeamInfo &team);
    void addMember(const client::TeamInfo &team);
    void confirmRemoval(const client::TeamInfo &team, const client::TeamMember &member);
    void confirmDeletion(const client::TeamInfo &team);

    const client::GatewayClient *m_gateway;
    models::TeamTableModel *m_teams;
};

} // namespace sekisho::widgets
