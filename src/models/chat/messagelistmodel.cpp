// SPDX-License-Identifier: GPL-3.0-or-later
#include "messagelistmodel.h"

namespace sekisho::models {

namespace {
QList<int> differingRoles(const ChatMessage &a, const ChatMessage &b)
{
    QList<int> roles;
    if (a.role != b.role)
        roles << MessageListModel::RoleRole;
    if (a.text != b.text)
        roles << MessageListModel::TextRole;
    if (a.status != b.status)
        roles << MessageListModel::StatusRole;
    if (a.problem != b.problem)
        roles << MessageListModel::ProblemRole;
    if (a.identity != b.identity)
        roles << MessageListModel::IdentityRole;
    if (a.figures != b.figures)
        roles << MessageListModel::FiguresRole;
    if (a.createdAt != b.createdAt)
        roles << MessageListModel::CreatedAtRole;
    return roles;
}
} // namespace

int MessageListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_messages.size());
}

QVariant MessageListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto &message = m_messages.at(index.row());
    switch (role) {
    case IdRole:
        return message.id;
    case RoleRole:
        return static_cast<int>(message.role);
    case Qt::DisplayRole:
    case TextRole:
        return message.text;
    case StatusRole:
        return static_cast<int>(message.status);
    case ProblemRole:
        return message.problem ? QVariant::fromValue(*message.problem) : QVariant();
    case IdentityRole:
        return QVariant::fromValue(message.identity);
    case FiguresRole:
        return QVariant::fromValue(message.figures);
    case CreatedAtRole:
        return core::toDateTime(message.createdAt);
    default:
        return {};
    }
}

QHash<int, QByteArray> MessageListModel::roleNames() const
{
    return {{IdRole, "id"},           {RoleRole, "role"},          {TextRole, "text"},
            {StatusRole, "status"},   {ProblemRole, "problem"},    {IdentityRole, "identity"},
            {FiguresRole, "figures"}, {CreatedAtRole, "createdAt"}};
}

int MessageListModel::rowOf(const QString &id) const
{
    // What changes is nearly always at the end.
    for (int row = rowCount() - 1; row >= 0; --row)
        if (m_messages.at(row).id == id)
            return row;
    return -1;
}

const ChatMessage *MessageListModel::message(const QString &id) const
{
    const int row = rowOf(id);
    return row < 0 ? nullptr : &m_messages.at(row);
}

void MessageListModel::setMessages(QList<ChatMessage> messages)
{
    beginResetModel();
    m_messages = std::move(messages);
    endResetModel();
}

void MessageListModel::append(ChatMessage message)
{
    beginInsertRows({}, rowCount(), rowCount());
    m_messages.append(std::move(message));
    endInsertRows();
}

void MessageListModel::appendText(const QString &id, const QString &delta)
{
    const int row = rowOf(id);
    if (row < 0 || delta.isEmpty())
        return;
    m_messages[row].text += delta;
    Q_EMIT dataChanged(index(row), index(row), {TextRole, Qt::DisplayRole});
    Q_EMIT textAppended(id, delta);
}

void MessageListModel::update(const ChatMessage &message)
{
    const int row = rowOf(message.id);
    if (row < 0)
        return;
    const auto roles = differingRoles(m_messages.at(row), message);
    if (roles.isEmpty())
        return;
    m_messages[row] = message;
    Q_EMIT dataChanged(index(row), index(row), roles);
}

void MessageListModel::truncate(int count)
{
    if (count >= rowCount())
        return;
    beginRemoveRows({}, count, rowCount() - 1);
    m_messages.remove(count, m_messages.size() - count);
    endRemoveRows();
}

} // namespace sekisho::models
