// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <models/chat/conversationlistmodel.h>

#include <QWidget>

class QListView;
class QPushButton;

namespace sekisho::widgets {

class PageFrame;
class SearchField;

/// The conversations at the left of the chat: new, search, open, rename, delete.
class ConversationPane : public QWidget
{
    Q_OBJECT
public:
    /// `conversations` is borrowed; `foot` is shown below the list and owned by the pane.
    ConversationPane(models::ConversationListModel *conversations, QWidget *foot, QWidget *parent = nullptr);

Q_SIGNALS:
    void newRequested();
    void openRequested(const QString &conversationId);
    void renamed(const QString &conversationId, const QString &title);

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setupLayout(QWidget *foot);
    void connectSignals();
    void retranslate();
    void showState();
    void showMenu(const QPoint &position);
    void askForTitle(const QModelIndex &index);
    void confirmDeletion(const QModelIndex &index);

    models::ConversationListModel *m_conversations;
    QPushButton *m_new;
    SearchField *m_search;
    PageFrame *m_frame;
    QListView *m_list;
};

} // namespace sekisho::widgets
