// SPDX-License-Identifier: GPL-3.0-or-later
#include "tablefilter.h"

namespace sekisho::models {

TableFilter::TableFilter(PagedTableModel *model, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_model(model)
{
    setSourceModel(model);
    setDynamicSortFilter(true);
    setSortRole(PagedTableModel::SortRole);
    connect(model, &QAbstractItemModel::rowsInserted, this, &TableFilter::loadRest, Qt::QueuedConnection);
}

void TableFilter::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    m_words = text.simplified().split(u' ', Qt::SkipEmptyParts);
    invalidateRowsFilter();
    loadRest();
}

void TableFilter::loadRest()
{
    if (!m_words.isEmpty() && m_model->canFetchMore({}))
        m_model->fetchMore({});
}

bool TableFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const auto text = m_model->index(row, 0, parent).data(PagedTableModel::FilterRole).toString();
    return std::all_of(m_words.begin(), m_words.end(),
                       [&text](const QString &word) { return text.contains(word, Qt::CaseInsensitive); });
}

bool TableFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const auto a = left.data(PagedTableModel::SortRole);
    const auto b = right.data(PagedTableModel::SortRole);
    // Descending order turns the comparison around; what has no value stays at the end all the same.
    if (a.isValid() != b.isValid())
        return sortOrder() == Qt::AscendingOrder ? a.isValid() : b.isValid();
    if (a.userType() == QMetaType::QString)
        return QString::localeAwareCompare(a.toString(), b.toString()) < 0;
    return QVariant::compare(a, b) == QPartialOrdering::Less;
}

} // namespace sekisho::models
