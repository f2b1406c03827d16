// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../rowtablemodel.h"

#include <QSortFilterProxyModel>

namespace sekisho::models {

/// Filter and sort of an admin table: every word of the text must be in the row (FilterRole), without case;
/// sorting goes by SortRole, cells without a value last. While a text is set, the model loads all its pages.
class TableFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    /// `model` is borrowed.
    explicit TableFilter(PagedTableModel *model, QObject *parent = nullptr);

    void setText(const QString &text);
    const QString &text() const { return m_text; }
    PagedTableModel *model() const { return m_model; }

protected:
    bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    void loadRest();

    PagedTableModel *m_model;
    QString m_text;
    QStringList m_words;
};

} // namespace sekisho::models
