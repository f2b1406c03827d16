// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rowpage.h"

#include <models/admin/teamtablemodel.h>

namespace sekisho::widgets {

class TeamForm;

/// Teams: models and budget that several keys share, and who belongs to them.
class TeamPage : public RowPage<client::TeamInfo>
{
    Q_OBJECT
public:
    /// Both borrowed.
    TeamPage(const client::GatewayClient *gateway, models::TeamTableModel *teams, QWidget *parent = nullptr);

Q_SIGNALS:
    void keyRequested(const QString &token);

protected:
    Words words() const override;
    QList<AdminColumn> columns() const override;
    void refresh() override;
    void createRow() override;
    void edit(const client::TeamInfo &team) override;
    QString rowName(const client::TeamInfo &team) const override;
    void fillDetail(DetailColumn *detail, const client::TeamInfo &team, const QModelIndex &source) override;

private:
    TeamForm *makeForm();
    void addMembers(DetailColumn *detail, const client::TeamInfo &team);
    QWidget *makeMemberLine(QWidget *parent, const client::TeamInfo &team, const client::TeamMember &member);
    /// Reads the team's keys and adds a link for each.
    void addKeys(DetailColumn *detail, const client::TeamInfo &team);
    void addActions(DetailColumn *detail, const client::TeamInfo &team);
    void addMember(const client::TeamInfo &team);
    void confirmRemoval(const client::TeamInfo &team, const client::TeamMember &member);
    void confirmDeletion(const client::TeamInfo &team);

    models::TeamTableModel *m_teams;
};

} // namespace sekisho::widgets
