// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessiontablemodel.h"

#include <core/clock.h>
#include <models/format.h>

namespace sekisho::models {

SessionTableModel::SessionTableModel(TraceBrowser *browser, QObject *parent)
    : RowTableModel(parent)
    , m_browser(browser)
{
    connect(browser, &TraceBrowser::sessionsChanged, this, &SessionTableModel::update);
    update();
}

int SessionTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SessionTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case SessionColumn:
        return tr("Session");
    case EnvironmentColumn:
        return tr("Environment");
    default:
        return tr("Started");
    }
}

void SessionTableModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        m_browser->loadMoreSessions();
}

QVariant SessionTableModel::cell(const client::SessionSummary &row, int column, int role) const
{
    if (role == IdRole)
        return row.id;
    if (role == Qt::ToolTipRole && column == StartedColumn)
        return absoluteTimeText(row.createdAt);
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case SessionColumn:
        return row.id;
    case EnvironmentColumn:
        return row.environment;
    default:
        return relativeTimeText(row.createdAt, core::SystemClock().now());
    }
}

void SessionTableModel::update()
{
    if (rows() != m_browser->sessions())
        resetRows(m_browser->sessions());
    setTotalCount(m_browser->sessionCount());
    setState(m_browser->sessionsState());
}

} // namespace sekisho::models
