// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pagestate.h"

#include <QAbstractTableModel>

namespace sekisho::models {

/// The signals of a table whose rows come from a server in pages; the base that views can hold.
class PagedTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum CommonRole {
        IdRole = Qt::UserRole + 1, ///< what names the row in every operation
        SortRole,                  ///< a value that compares, for sorting on this side
        FirstOwnRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    const PageState &state() const { return m_state; }
    /// Rows on the server, which may be more than are here.
    std::int64_t totalCount() const { return m_total; }
    bool canFetchMore(const QModelIndex &parent) const override;

Q_SIGNALS:
    void stateChanged();

protected:
    void setState(PageState state);
    void setTotalCount(std::int64_t total);

private:
    PageState m_state;
    std::int64_t m_total = 0;
};

/// Holds rows of a value type and does the index work once; a concrete model gives the columns and their
/// cells.
template <typename RowType>
class RowTableModel : public PagedTableModel
{
public:
    using PagedTableModel::PagedTableModel;

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    /// Null for an invalid index; valid until the rows change.
    const RowType *row(const QModelIndex &index) const
    {
        return index.isValid() && index.row() < m_rows.size() ? &m_rows[index.row()] : nullptr;
    }
    const QList<RowType> &rows() const { return m_rows; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        const RowType *found = row(index);
        return found ? cell(*found, index.column(), role) : QVariant();
    }

protected:
    virtual QVariant cell(const RowType &row, int column, int role) const = 0;

    void resetRows(QList<RowType> rows)
    {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }
    void appendRows(const QList<RowType> &rows)
    {
        if (rows.isEmpty())
            return;
        beginInsertRows({}, rowCount(), rowCount() + static_cast<int>(rows.size()) - 1);
        m_rows.append(rows);
        endInsertRows();
    }
    void replaceRow(int at, RowType row)
    {
        m_rows[at] = std::move(row);
        Q_EMIT dataChanged(index(at, 0), index(at, columnCount() - 1));
    }
    void removeRowAt(int at)
    {
        beginRemoveRows({}, at, at);
        m_rows.removeAt(at);
        endRemoveRows();
    }

private:
    QList<RowType> m_rows;
};

} // namespace sekisho::models
