// SPDX-License-Identifier: GPL-3.0-or-later
#include "rowtablemodel.h"

namespace sekisho::models {

bool PagedTableModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_state.kind == PageState::Kind::Ready && rowCount() < m_total;
}

void PagedTableModel::setState(PageState state)
{
    if (m_state == state)
        return;
    m_state = std::move(state);
    Q_EMIT stateChanged();
}

void PagedTableModel::setTotalCount(std::int64_t total)
{
    if (m_total == total)
        return;
    m_total = total;
    Q_EMIT totalCountChanged();
}

void PagedTableModel::setTitles(const QStringList &titles)
{
    m_titles = titles;
    if (columnCount() > 0)
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

QVariant PagedTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return m_titles.value(section);
    return QAbstractTableModel::headerData(section, orientation, role);
}

void PagedTableModel::beginReading()
{
    setState({rowCount() > 0 ? PageState::Kind::Refreshing : PageState::Kind::Loading, {}});
}

void PagedTableModel::endReading()
{
    setState({rowCount() > 0 ? PageState::Kind::Ready : PageState::Kind::Empty, {}});
}

} // namespace sekisho::models
