// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/chat/messagelistmodel.h>
#include <widgets/chat/chatviewmessage.h>

#include <QObject>

namespace sekisho::widgets {

class MessageView;

/// Keeps a message view showing what a message list holds. New text goes to the view as it is; everything
/// else by message.
class MessageFeed : public QObject
{
    Q_OBJECT
public:
    /// Says of a model's name whether it answers as a demo: an answer is marked before it tells itself.
    using IsDemo = std::function<bool(const QString &model)>;

    /// Both are borrowed.
    MessageFeed(models::MessageListModel *messages, MessageView *view, IsDemo isDemo,
                QObject *parent = nullptr);

    /// Words everything anew, e.g. in another language.
    void rebuild();

private:
    void connectSignals();
    void changed(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles);
    void removed(int first, int last);
    QString badge(const models::ChatMessage &message) const;
    ChatViewMessage viewMessage(const models::ChatMessage &message) const;
    bool isLast(const models::ChatMessage &message) const;
    ChatFooter footer(const models::ChatMessage &message) const;
    std::optional<ChatNotice> notice(const models::ChatMessage &message) const;
    void refreshFooters();

    models::MessageListModel *m_messages;
    MessageView *m_view;
    IsDemo m_isDemo;
};

} // namespace sekisho::widgets
