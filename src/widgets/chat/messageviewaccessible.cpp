// SPDX-License-Identifier: GPL-3.0-or-later
#include "messageviewaccessible.h"

#include "messageview.h"

#include <QWindow>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

namespace {

QAccessibleInterface *makeInterface(const QString &, QObject *object)
{
    auto *view = qobject_cast<MessageView *>(object);
    return view ? new MessageViewAccessible(view) : nullptr;
}

QList<ChatAction> actionsOf(const ChatItem &item)
{
    QList<ChatAction> actions;
    for (const Leaf &leaf : item.leaves())
        actions += leaf.content.actions;
    return actions;
}

} // namespace

void installMessageViewAccessibility()
{
    QAccessible::installFactory(makeInterface);
}

MessageAccessible::MessageAccessible(MessageView *view, int message)
    : m_view(view)
    , m_message(message)
{
}

bool MessageAccessible::isValid() const
{
    return m_view && m_message < m_view->document().count();
}

QWindow *MessageAccessible::window() const
{
    return isValid() ? m_view->window()->windowHandle() : nullptr;
}

QAccessibleInterface *MessageAccessible::parent() const
{
    return QAccessible::queryAccessibleInterface(m_view);
}

// What is read aloud: the text, and what a notice says.
QString MessageAccessible::body() const
{
    if (!isValid())
        return {};
    const ChatItem &item = m_view->document().item(m_message);
    QStringList parts{item.plainText()};
    if (item.message().notice)
        parts << item.message().notice->text << item.message().notice->detail;
    parts.removeAll(QString());
    return parts.join(u'\n');
}

QString MessageAccessible::text(QAccessible::Text kind) const
{
    if (!isValid())
        return {};
    const ChatViewMessage &message = m_view->document().item(m_message).message();
    switch (kind) {
    case QAccessible::Name:
        return message.badge.isEmpty() ? message.author : message.author + u", "_s + message.badge;
    case QAccessible::Description:
        return message.footer.facts.join(u", "_s);
    case QAccessible::Value:
        return body();
    default:
        return {};
    }
}

QRect MessageAccessible::rect() const
{
    if (!isValid())
        return {};
    const QRect inViewport = m_view->messageRect(m_message);
    return {m_view->viewport()->mapToGlobal(inViewport.topLeft()), inViewport.size()};
}

QAccessible::State MessageAccessible::state() const
{
    QAccessible::State state;
    state.invalid = !isValid();
    if (!isValid())
        return state;
    state.readOnly = true;
    state.multiLine = true;
    state.busy = m_view->document().item(m_message).message().streaming;
    state.offscreen = !m_view->viewport()->rect().intersects(m_view->messageRect(m_message));
    return state;
}

void *MessageAccessible::interface_cast(QAccessible::InterfaceType type)
{
    if (type == QAccessible::ActionInterface)
        return static_cast<QAccessibleActionInterface *>(this);
    if (type == QAccessible::TextInterface)
        return static_cast<QAccessibleTextInterface *>(this);
    return nullptr;
}

QStringList MessageAccessible::actionNames() const
{
    QStringList names;
    if (isValid()) {
        for (const ChatAction &action : actionsOf(m_view->document().item(m_message)))
            names += action.key;
    }
    return names;
}

QString MessageAccessible::localizedActionName(const QString &name) const
{
    if (!isValid())
        return name;
    for (const ChatAction &action : actionsOf(m_view->document().item(m_message))) {
        if (action.key == name)
            return action.label;
    }
    return name;
}

void MessageAccessible::doAction(const QString &name)
{
    if (isValid())
        m_view->triggerAction(m_message, name);
}

void MessageAccessible::selection(int, int *start, int *end) const
{
    *start = *end = 0;
}

QString MessageAccessible::text(int start, int end) const
{
    return body().mid(start, end - start);
}

int MessageAccessible::characterCount() const
{
    return int(body().size());
}

void MessageAccessible::scrollToSubstring(int, int)
{
    if (isValid())
        m_view->scrollToMessage(m_view->document().item(m_message).message().id);
}

QString MessageAccessible::attributes(int, int *start, int *end) const
{
    *start = 0;
    *end = characterCount();
    return {};
}

MessageViewAccessible::MessageViewAccessible(MessageView *view)
    : QAccessibleWidget(view, QAccessible::List)
{
}

MessageViewAccessible::~MessageViewAccessible()
{
    for (const QAccessible::Id id : std::as_const(m_children))
        QAccessible::deleteAccessibleInterface(id);
}

MessageView *MessageViewAccessible::view() const
{
    return static_cast<MessageView *>(widget());
}

int MessageViewAccessible::childCount() const
{
    return view() ? view()->document().count() : 0;
}

QAccessibleInterface *MessageViewAccessible::child(int index) const
{
    if (index < 0 || index >= childCount())
        return nullptr;
    if (!m_children.contains(index))
        m_children.insert(index,
                          QAccessible::registerAccessibleInterface(new MessageAccessible(view(), index)));
    return QAccessible::accessibleInterface(m_children.value(index));
}

int MessageViewAccessible::indexOfChild(const QAccessibleInterface *child) const
{
    const auto *message = dynamic_cast<const MessageAccessible *>(child);
    return message ? message->message() : -1;
}

QAccessibleInterface *MessageViewAccessible::childAt(int x, int y) const
{
    for (int i = 0; i < childCount(); ++i) {
        if (child(i)->rect().contains(x, y))
            return child(i);
    }
    return nullptr;
}

} // namespace sekisho::widgets
