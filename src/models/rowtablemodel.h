// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pagestate.h"

#include <QAbstractTableModel>
#include <QSet>

namespace sekisho::models {

/// The signals of a table whose rows come from a server in pages; the base that views can hold.
class PagedTableModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum CommonRole {
        IdRole = Qt::UserRole + 1, ///< what names the row in every operation
        SortRole,                  ///< a value that compares, for sorting on this side
        FilterRole,                ///< the text a filter looks at, the same in every column
        FirstOwnRole,
    };

    using QAbstractTableModel::QAbstractTableModel;

    const PageState &state() const { return m_state; }
    /// Rows on the server, which may be more than are here.
    std::int64_t totalCount() const { return m_total; }
    bool canFetchMore(const QModelIndex &parent) const override;
    /// One for each column, translated; the view's side knows the words.
    void setTitles(const QStringList &titles);
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void stateChanged();
    void totalCountChanged();

protected:
    void setState(PageState state);
    void setTotalCount(std::int64_t total);
    /// Loading, or Refreshing when there are rows to show meanwhile.
    void beginReading();
    /// Ready or Empty, by the rows there are.
    void endReading();

private:
    PageState m_state;
    QStringList m_titles;
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

    /// Makes the rows these with the fewest changes: what stays is kept, moved or updated, so that selections
    /// survive. `idOf` gives the identity of a row.
    template <typename IdOf>
    void mergeRows(const QList<RowType> &rows, IdOf idOf)
    {
        removeMissing(rows, idOf);
        for (int at = 0; at < rows.size(); ++at)
            place(at, rows[at], idOf);
        if (rowCount() > rows.size())
            removeTail(static_cast<int>(rows.size()));
    }
    void allRowsChanged()
    {
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }

private:
    template <typename IdOf>
    void removeMissing(const QList<RowType> &rows, IdOf idOf)
    {
        QSet<QString> wanted;
        for (const RowType &row : rows)
            wanted.insert(idOf(row));
        for (int at = rowCount() - 1; at >= 0; --at)
            if (!wanted.contains(idOf(m_rows[at])))
                removeRowAt(at);
    }
    template <typename IdOf>
    void place(int at, const RowType &row, IdOf idOf)
    {
        int former = at;
        while (former < m_rows.size() && idOf(m_rows[former]) != idOf(row))
            ++former;
        if (former == m_rows.size()) {
            beginInsertRows({}, at, at);
            m_rows.insert(at, row);
            endInsertRows();
            return;
        }
        if (former != at) {
            beginMoveRows({}, former, former, {}, at);
            m_rows.move(former, at);
            endMoveRows();
        }
        if (!(m_rows[at] == row))
            replaceRow(at, row);
    }
    void removeTail(int from)
    {
        beginRemoveRows({}, from, rowCount() - 1);
        m_rows.remove(from, m_rows.size() - from);
        endRemoveRows();
    }

    QList<RowType> m_rows;
};

} // namespace sekisho::models
