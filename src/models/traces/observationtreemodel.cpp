// SPDX-License-Identifier: GPL-3.0-or-later
#include "observationtreemodel.h"

namespace sekisho::models {

void ObservationTreeModel::setTree(ObservationTree tree)
{
    beginResetModel();
    m_tree = std::move(tree);
    endResetModel();
}

const client::ObservationInfo *ObservationTreeModel::observation(const QModelIndex &index) const
{
    return index.isValid() ? &m_tree.node(static_cast<int>(index.internalId())).info : nullptr;
}

QModelIndex ObservationTreeModel::indexOf(const QString &observationId) const
{
    return indexOfNode(m_tree.indexOf(observationId), NameColumn);
}

QModelIndex ObservationTreeModel::index(int row, int column, const QModelIndex &parent) const
{
    if (!hasIndex(row, column, parent))
        return {};
    return createIndex(row, column, static_cast<quintptr>(childrenOf(parent)[static_cast<std::size_t>(row)]));
}

QModelIndex ObservationTreeModel::parent(const QModelIndex &child) const
{
    if (!child.isValid())
        return {};
    return indexOfNode(m_tree.node(static_cast<int>(child.internalId())).parent, NameColumn);
}

int ObservationTreeModel::rowCount(const QModelIndex &parent) const
{
    return parent.column() > NameColumn ? 0 : static_cast<int>(childrenOf(parent).size());
}

int ObservationTreeModel::columnCount(const QModelIndex &) const
{
    return ColumnCount;
}

QVariant ObservationTreeModel::data(const QModelIndex &index, int role) const
{
    const auto *info = observation(index);
    if (!info)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == NameColumn ? QVariant(info->name.isEmpty() ? info->id : info->name)
                                            : QVariant();
    case IdRole:
        return info->id;
    case TypeRole:
        return static_cast<int>(info->type);
    case LevelRole:
        return static_cast<int>(info->level);
    default:
        return {};
    }
}

const std::vector<int> &ObservationTreeModel::childrenOf(const QModelIndex &parent) const
{
    return parent.isValid() ? m_tree.node(static_cast<int>(parent.internalId())).children : m_tree.roots();
}

QModelIndex ObservationTreeModel::indexOfNode(int node, int column) const
{
    return node < 0 ? QModelIndex() : createIndex(m_tree.node(node).row, column, static_cast<quintptr>(node));
}

} // namespace sekisho::models
