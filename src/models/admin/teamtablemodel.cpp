// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamtablemodel.h"

#include "../format.h"

namespace sekisho::models {

using client::TeamInfo;
using namespace Qt::Literals::StringLiterals;

TeamTableModel::TeamTableModel(client::TeamOperations teams, const core::Clock *clock, QObject *parent)
    : RowTableModel(parent)
    , m_teams(teams)
    , m_clock(clock)
{
}

int TeamTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : TeamColumnCount;
}

int TeamTableModel::rowOf(const QString &id) const
{
    for (int at = 0; at < rowCount(); ++at)
        if (rows().at(at).teamId == id)
            return at;
    return -1;
}

QHash<QString, QString> TeamTableModel::names() const
{
    QHash<QString, QString> names;
    for (const auto &team : rows())
        names.insert(team.teamId, team.alias.value_or(team.teamId));
    return names;
}

void TeamTableModel::refresh()
{
    beginReading();
    m_teams.list().then(this,
                        [this, generation = ++m_generation](const core::Result<QList<TeamInfo>> &answer) {
                            if (generation == m_generation)
                                take(answer);
                        });
}

void TeamTableModel::take(const core::Result<QList<TeamInfo>> &answer)
{
    if (!answer) {
        setState(PageState::failed(answer.error()));
        return;
    }
    setTotalCount(answer->size());
    mergeRows(*answer, [](const TeamInfo &team) { return team.teamId; });
    endReading();
}

RowState TeamTableModel::stateOf(const TeamInfo &team) const
{
    return team.blocked ? RowState::Blocked : spendState(team.spend, team.limits);
}

QVariant TeamTableModel::cell(const TeamInfo &team, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return display(team, static_cast<TeamColumn>(column));
    case SortRole:
        return sortValue(team, static_cast<TeamColumn>(column));
    case IdRole:
        return team.teamId;
    case FilterRole:
        return QStringList{team.alias.value_or(QString()), team.teamId, team.models.join(u' ')}.join(u'\n');
    case RowStateRole:
        return static_cast<int>(stateOf(team));
    case ModelsRole:
        return team.models;
    default:
        return spendCell(team.spend, team.limits, role);
    }
}

QVariant TeamTableModel::display(const TeamInfo &team, TeamColumn column) const
{
    const auto dateOf = [this](const std::optional<core::Timestamp> &time) {
        return time ? QVariant(dateText(*time, m_clock->now())) : QVariant();
    };
    switch (column) {
    case TeamColumn::Alias:
        return team.alias ? QVariant(*team.alias) : QVariant();
    case TeamColumn::Id:
        return team.teamId;
    case TeamColumn::Members:
        return countText(team.members.size());
    case TeamColumn::Models:
        return team.models.isEmpty() ? QVariant() : QVariant(team.models.join(u", "_s));
    case TeamColumn::Spend:
        return moneyText(team.spend);
    case TeamColumn::Reset:
        return dateOf(team.limits.budgetResetAt);
    case TeamColumn::Created:
        return dateOf(team.createdAt);
    case TeamColumn::State:
        break;
    }
    return {};
}

QVariant TeamTableModel::sortValue(const TeamInfo &team, TeamColumn column) const
{
    switch (column) {
    case TeamColumn::Members:
        return team.members.size();
    case TeamColumn::Spend:
        return team.spend.usd();
    case TeamColumn::Reset:
        return timeValue(team.limits.budgetResetAt);
    case TeamColumn::Created:
        return timeValue(team.createdAt);
    case TeamColumn::State:
        return static_cast<int>(stateOf(team));
    default:
        return display(team, column);
    }
}

} // namespace sekisho::models
