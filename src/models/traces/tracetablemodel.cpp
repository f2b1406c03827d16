// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracetablemodel.h"

#include "sessionconversation.h"

#include <core/clock.h>
#include <models/format.h>

namespace sekisho::models {

namespace {
// Enough to recognise a trace by; the whole input is in the trace.
constexpr int LongestInput = 120;

bool isNumber(int column)
{
    return column == TraceTableModel::LatencyColumn || column == TraceTableModel::CostColumn;
}
} // namespace

TraceTableModel::TraceTableModel(TraceBrowser *browser, QObject *parent)
    : RowTableModel(parent)
    , m_browser(browser)
{
    connect(browser, &TraceBrowser::tracesChanged, this, &TraceTableModel::update);
    update();
}

int TraceTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TraceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole && isNumber(section))
        return int(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    const QStringList titles = {tr("Trace"),      tr("Input"), tr("Session"), tr("User"),
                                tr("Time taken"), tr("Cost"),  tr("When")};
    return titles.value(section);
}

void TraceTableModel::fetchMore(const QModelIndex &parent)
{
    if (canFetchMore(parent))
        m_browser->loadMoreTraces();
}

QVariant TraceTableModel::cell(const client::TraceSummary &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case IdRole:
        return row.id;
    case Qt::TextAlignmentRole:
        return isNumber(column) ? QVariant(int(Qt::AlignRight | Qt::AlignVCenter)) : QVariant();
    case Qt::ToolTipRole:
        return column == TimeColumn ? QVariant(absoluteTimeText(row.timestamp)) : QVariant();
    default:
        return {};
    }
}

void TraceTableModel::update()
{
    if (rows() != m_browser->traces())
        resetRows(m_browser->traces());
    setTotalCount(m_browser->traceCount());
    setState(m_browser->tracesState());
}

QString TraceTableModel::text(const client::TraceSummary &row, int column) const
{
    switch (column) {
    case NameColumn:
        return row.name.isEmpty() ? row.id : row.name;
    case InputColumn:
        return askedText(row.input).simplified().left(LongestInput);
    case SessionColumn:
        return row.sessionId;
    case UserColumn:
        return row.userId;
    case LatencyColumn:
        return row.latencySeconds
                   ? durationText(std::chrono::microseconds(std::llround(*row.latencySeconds * 1e6)))
                   : QString();
    case CostColumn:
        return row.totalCostUsd ? moneyText(core::Money::fromUsd(*row.totalCostUsd)) : QStringLiteral("–");
    default:
        return relativeTimeText(row.timestamp, core::SystemClock().now());
    }
}

} // namespace sekisho::models
