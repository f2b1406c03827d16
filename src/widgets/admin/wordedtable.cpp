// SPDX-License-Identifier: GPL-3.0-or-later
#include "wordedtable.h"

namespace sekisho::widgets {

void WordedTable::setTitles(const QStringList &titles)
{
    m_titles = titles;
    if (!titles.isEmpty())
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, static_cast<int>(titles.size()) - 1);
}

void WordedTable::setEmptyWord(int column, const QString &word)
{
    m_emptyWords.insert(column, word);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column), {Qt::DisplayRole});
}

QVariant WordedTable::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return m_titles.value(section);
    return TableFilter::headerData(section, orientation, role);
}

QVariant WordedTable::data(const QModelIndex &index, int role) const
{
    const QVariant value = TableFilter::data(index, role);
    if (role == Qt::DisplayRole && value.toString().isEmpty())
        return m_emptyWords.value(index.column());
    return value;
}

} // namespace sekisho::widgets
