// SPDX-License-Identifier: GPL-3.0-or-later
#include "keychoicemodel.h"

namespace sekisho::models {

KeyChoiceModel::KeyChoiceModel(client::ProfileSession *session, QObject *parent)
    : QAbstractListModel(parent)
    , m_session(session)
    , m_keys(session->profile().keys)
{
    connect(m_session, &client::ProfileSession::profileChanged, this, &KeyChoiceModel::reload);
    connect(m_session, &client::ProfileSession::keysChanged, this, &KeyChoiceModel::reload);
    connect(m_session, &client::ProfileSession::keyChanged, this, &KeyChoiceModel::currentChanged);
}

int KeyChoiceModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_keys.size());
}

QVariant KeyChoiceModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &key = m_keys.at(index.row());
    switch (role) {
    case IdRole:
        return key.id;
    case Qt::DisplayRole:
        return key.alias.isEmpty() ? key.masked : key.alias;
    case AliasRole:
        return key.alias;
    case MaskedRole:
        return key.masked;
    case IsMasterRole:
        return key.isMaster;
    case IsCurrentRole:
        return key.id == m_session->profile().currentKeyId;
    default:
        return {};
    }
}

QHash<int, QByteArray> KeyChoiceModel::roleNames() const
{
    return {{IdRole, "id"},
            {AliasRole, "alias"},
            {MaskedRole, "masked"},
            {IsMasterRole, "isMaster"},
            {IsCurrentRole, "isCurrent"}};
}

int KeyChoiceModel::currentRow() const
{
    for (int row = 0; row < rowCount(); ++row)
        if (m_keys.at(row).id == m_session->profile().currentKeyId)
            return row;
    return -1;
}

void KeyChoiceModel::reload()
{
    beginResetModel();
    m_keys = m_session->profile().keys;
    endResetModel();
}

void KeyChoiceModel::currentChanged()
{
    if (!m_keys.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1), {IsCurrentRole});
}

} // namespace sekisho::models
