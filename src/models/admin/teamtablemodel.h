// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adminroles.h"

#include <client/teamoperations.h>
#include <core/clock.h>

namespace sekisho::models {

enum class TeamColumn { Alias, Id, Members, Models, Spend, Reset, State, Created };
inline constexpr int TeamColumnCount = 8;

class TeamTableModel : public RowTableModel<client::TeamInfo>
{
    Q_OBJECT
public:
    /// `clock` is borrowed.
    TeamTableModel(client::TeamOperations teams, const core::Clock *clock, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    /// Reads anew and keeps showing what there is until the answer comes.
    void refresh();
    /// -1 if it is not here (yet).
    int rowOf(const QString &id) const;

    /// Id to alias (or id), for tables that refer to teams.
    QHash<QString, QString> names() const;

    RowState stateOf(const client::TeamInfo &team) const;

protected:
    QVariant cell(const client::TeamInfo &team, int column, int role) const override;

private:
    void take(const core::Result<QList<client::TeamInfo>> &answer);
    QVariant display(const client::TeamInfo &team, TeamColumn column) const;
    QVariant sortValue(const client::TeamInfo &team, TeamColumn column) const;

    client::TeamOperations m_teams;
    const core::Clock *m_clock;
    int m_generation = 0;
};

} // namespace sekisho::models
