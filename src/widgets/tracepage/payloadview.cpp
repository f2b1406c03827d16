// SPDX-License-Identifier: GPL-3.0-or-later
#include "payloadview.h"

#include "speaker.h"

#include <models/traces/sessionconversation.h>
#include <widgets/chat/messageview.h>
#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QPlainTextEdit>

#include <algorithm>

namespace sekisho::widgets {

using core::Json;

namespace {

bool isChatMessage(const Json &value)
{
    return value.is_object() && value.contains("role") && value.contains("content");
}

/// The chat messages of a payload; empty if it is something else.
Json messagesOf(const Json &payload)
{
    const Json &inner = payload.is_object() && payload.contains("messages") ? payload["messages"] : payload;
    if (isChatMessage(inner))
        return Json::array({inner});
    const bool allMessages = inner.is_array() && std::all_of(inner.begin(), inner.end(), isChatMessage);
    return allMessages ? inner : Json::array();
}

ChatViewMessage viewMessage(const Speaker &speaker, const QString &text)
{
    ChatViewMessage message;
    message.role = speaker.role;
    message.author = speaker.name;
    message.text = text;
    return message;
}

QList<ChatViewMessage> viewMessages(const Json &payload)
{
    QList<ChatViewMessage> messages;
    if (payload.is_string())
        messages.append(viewMessage({}, payload.get<QString>()));
    for (const Json &message : messagesOf(payload))
        messages.append(
            viewMessage(Speaker::ofRole(core::stringOr(message, "role")), models::readableText(message)));
    for (int i = 0; i < messages.size(); ++i)
        messages[i].id = QString::number(i);
    return messages;
}

} // namespace

PayloadView::PayloadView(QWidget *parent)
    : QStackedWidget(parent)
    , m_messages(new MessageView(this))
    , m_json(new QPlainTextEdit(this))
{
    m_messages->setLive(false);
    m_json->setReadOnly(true);
    m_json->setProperty("kind", QStringLiteral("bare"));
    m_json->setFont(fontFor(TextRole::Code));
    setContentsMargins(0, space::s, 0, 0);
    addWidget(m_messages);
    addWidget(m_json);
    applyColors();
    retranslate();
}

void PayloadView::show(const Json &payload)
{
    const auto messages = viewMessages(payload);
    m_messages->setMessages(messages);
    m_json->setPlainText(messages.isEmpty() ? models::readableText(payload) : QString());
    setCurrentWidget(messages.isEmpty() ? static_cast<QWidget *>(m_json) : m_messages);
    setFocusProxy(currentWidget());
}

void PayloadView::setReadingName(const QString &name)
{
    m_messages->setAccessibleName(name);
    m_json->setAccessibleName(name);
}

void PayloadView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        applyColors();
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QStackedWidget::changeEvent(event);
}

void PayloadView::retranslate()
{
    m_json->setPlaceholderText(tr("Nothing was recorded"));
}

void PayloadView::applyColors()
{
    ChatStyle style = ChatStyle::of(Colors::current());
    style.messageFont = fontFor(TextRole::Ui);
    style.sideMargin = space::xs;
    m_messages->setChatStyle(style);
}

} // namespace sekisho::widgets
