// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "observationtree.h"

#include <QAbstractItemModel>

namespace sekisho::models {

/// Adapts an ObservationTree to views. Both columns serve the same roles; the second is where a view draws
/// the timeline.
class ObservationTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, TimelineColumn, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole + 1,
        TypeRole,  ///< client::ObservationType as int
        LevelRole, ///< client::ObservationLevel as int
    };

    using QAbstractItemModel::QAbstractItemModel;

    void setTree(ObservationTree tree);
    const ObservationTree &tree() const { return m_tree; }
    /// Null for an invalid index; valid until the next setTree().
    const client::ObservationInfo *observation(const QModelIndex &index) const;
    QModelIndex indexOf(const QString &observationId) const;

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &child) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    const std::vector<int> &childrenOf(const QModelIndex &parent) const;
    QModelIndex indexOfNode(int node, int column) const;

    ObservationTree m_tree;
};

} // namespace sekisho::models
