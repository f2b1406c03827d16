// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatstyle.h"
#include "chatviewmessage.h"

#include <QAbstractScrollArea>
#include <QUrl>

#include <memory>

namespace sekisho::widgets {

// The messages of one conversation, painted. Text arrives in any number of appendText calls and costs time in
// proportion to itself; what is far from the window has no layout. Lives in the GUI thread.
class MessageView : public QAbstractScrollArea
{
    Q_OBJECT
public:
    explicit MessageView(QWidget *parent = nullptr);
    ~MessageView() override;

    void setChatStyle(const ChatStyle &style);
    const ChatStyle &chatStyle() const;

    // Replaces everything and shows the end.
    void setMessages(const QList<ChatViewMessage> &messages);
    // Shows the end when the message is the reader's own, or when the reader was there.
    void appendMessage(const ChatViewMessage &message);
    // Unknown ids are ignored by all of these: the answer of a conversation that was left may still arrive.
    void appendText(const QString &id, const QString &delta);
    void finishMessage(const QString &id);
    void setFooter(const QString &id, const ChatFooter &footer);
    void setNotice(const QString &id, const std::optional<ChatNotice> &notice);
    void removeMessage(const QString &id);
    void clear();

    QStringList messageIds() const;
    // The text as it arrived (Markdown), for copying a whole message.
    QString sourceText(const QString &id) const;

    bool isFollowing() const;
    void scrollToEnd();
    void scrollToMessage(const QString &id);

    bool hasSelection() const;
    QString selectedText() const;
    void selectAll();
    void copySelection() const;

    // Number of matches, ignoring case. An empty text ends the search.
    int setFindText(const QString &text);
    void findNext();
    void findPrevious();
    // Counted from 0; -1 while there is none.
    int currentMatch() const;
    int matchCount() const;

Q_SIGNALS:
    void copyRequested(const QString &id);
    void retryRequested(const QString &id);
    void traceRequested(const QString &id);
    void actionTriggered(const QString &id, const QString &actionKey);
    // http, https or mailto only, and only after its host was shown.
    void linkActivated(const QUrl &url);
    void followingChanged(bool following);
    void matchesChanged(int current, int count);
};

} // namespace sekisho::widgets
