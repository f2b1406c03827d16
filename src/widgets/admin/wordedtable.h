// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/admin/tablefilter.h>

namespace sekisho::widgets {

/// A filtered admin table with the page's words: titles over the columns, and what an empty cell means
/// ("never").
class WordedTable : public models::TableFilter
{
    Q_OBJECT
public:
    using models::TableFilter::TableFilter;

    /// One a column; again after a change of language.
    void setTitles(const QStringList &titles);
    void setEmptyWord(int column, const QString &word);

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    QStringList m_titles;
    QHash<int, QString> m_emptyWords;
};

} // namespace sekisho::widgets
