// SPDX-License-Identifier: GPL-3.0-or-later
#include "messageview.h"

namespace sekisho::widgets {

MessageView::MessageView(QWidget *parent)
    : QAbstractScrollArea(parent)
{
}
MessageView::~MessageView() = default;
void MessageView::setChatStyle(const ChatStyle &) {}
const ChatStyle &MessageView::chatStyle() const
{
    static const ChatStyle style;
    return style;
}
void MessageView::setMessages(const QList<ChatViewMessage> &) {}
void MessageView::appendMessage(const ChatViewMessage &) {}
void MessageView::appendText(const QString &, const QString &) {}
void MessageView::finishMessage(const QString &) {}
void MessageView::setFooter(const QString &, const ChatFooter &) {}
void MessageView::setNotice(const QString &, const std::optional<ChatNotice> &) {}
void MessageView::removeMessage(const QString &) {}
void MessageView::clear() {}
QStringList MessageView::messageIds() const
{
    return {};
}
QString MessageView::sourceText(const QString &) const
{
    return {};
}
bool MessageView::isFollowing() const
{
    return true;
}
void MessageView::scrollToEnd() {}
void MessageView::scrollToMessage(const QString &) {}
bool MessageView::hasSelection() const
{
    return false;
}
QString MessageView::selectedText() const
{
    return {};
}
void MessageView::selectAll() {}
void MessageView::copySelection() const {}
int MessageView::setFindText(const QString &)
{
    return 0;
}
void MessageView::findNext() {}
void MessageView::findPrevious() {}
int MessageView::currentMatch() const
{
    return -1;
}
int MessageView::matchCount() const
{
    return 0;
}

} // namespace sekisho::widgets
