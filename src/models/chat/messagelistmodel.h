// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatmessage.h"

#include <QAbstractListModel>

namespace sekisho::models {

/// The messages of the conversation on screen. Reset only when another conversation takes its place.
class MessageListModel : public QAbstractListModel
{
    Q_OBJECT
public:
    enum Role {
        IdRole = Qt::UserRole + 1,
        RoleRole, ///< MessageRole as int
        TextRole,
        StatusRole, ///< MessageStatus as int
        ProblemRole,
        IdentityRole,
        FiguresRole,
        CreatedAtRole, ///< QDateTime, UTC
    };

    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    const QList<ChatMessage> &messages() const { return m_messages; }
    /// -1 if there is none.
    int rowOf(const QString &id) const;
    /// Null if there is none.
    const ChatMessage *message(const QString &id) const;

    void setMessages(QList<ChatMessage> messages);
    void append(ChatMessage message);
    void appendText(const QString &id, const QString &delta);
    /// Replaces the message of the same id; dataChanged names the roles that differ, and none is emitted if
    /// none does.
    void update(const ChatMessage &message);
    /// Removes what is behind the first `count` messages.
    void truncate(int count);

Q_SIGNALS:
    /// Beside dataChanged(TextRole), for views that render only what is new.
    void textAppended(const QString &id, const QString &delta);

private:
    QList<ChatMessage> m_messages;
};

} // namespace sekisho::models
