// SPDX-License-Identifier: GPL-3.0-or-later
#include "messagefeed.h"

#include "problemwords.h"

#include <models/format.h>
#include <widgets/chat/messageview.h>

namespace sekisho::widgets {

using models::ChatMessage;
using models::MessageListModel;
using models::MessageRole;
using models::MessageStatus;

namespace {

ChatRole roleOf(MessageRole role)
{
    switch (role) {
    case MessageRole::System:
        return ChatRole::System;
    case MessageRole::User:
        return ChatRole::User;
    case MessageRole::Assistant:
        break;
    }
    return ChatRole::Assistant;
}

QString authorOf(const ChatMessage &message)
{
    if (message.role == MessageRole::Assistant)
        return message.identity.model;
    return message.role == MessageRole::User ? MessageFeed::tr("You") : MessageFeed::tr("System message");
}

QString tokensText(const models::MessageFigures &figures)
{
    if (!figures.promptTokens || !figures.completionTokens)
        return {};
    return MessageFeed::tr("%1 tokens (%2 + %3)")
        .arg(models::countText(*figures.promptTokens + *figures.completionTokens),
             models::countText(*figures.promptTokens), models::countText(*figures.completionTokens));
}

QStringList factsOf(const ChatMessage &message)
{
    QStringList facts;
    if (message.figures.duration)
        facts.append(models::durationText(*message.figures.duration));
    if (const QString tokens = tokensText(message.figures); !tokens.isEmpty())
        facts.append(tokens);
    if (message.figures.cost)
        facts.append(models::moneyText(*message.figures.cost));
    return facts;
}

} // namespace

MessageFeed::MessageFeed(MessageListModel *messages, MessageView *view, IsDemo isDemo, QObject *parent)
    : QObject(parent)
    , m_messages(messages)
    , m_view(view)
    , m_isDemo(std::move(isDemo))
{
    connectSignals();
    rebuild();
}

void MessageFeed::rebuild()
{
    QList<ChatViewMessage> shown;
    for (const ChatMessage &message : m_messages->messages())
        shown.append(viewMessage(message));
    m_view->setMessages(shown);
}

void MessageFeed::connectSignals()
{
    connect(m_messages, &QAbstractItemModel::modelReset, this, &MessageFeed::rebuild);
    connect(m_messages, &MessageListModel::textAppended, m_view, &MessageView::appendText);
    connect(m_messages, &QAbstractItemModel::dataChanged, this, &MessageFeed::changed);
    connect(m_messages, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex &, int first, int last) {
                for (int row = first; row <= last; ++row)
                    m_view->appendMessage(viewMessage(m_messages->messages().at(row)));
                refreshFooters();
            });
    connect(m_messages, &QAbstractItemModel::rowsAboutToBeRemoved, this,
            [this](const QModelIndex &, int first, int last) { removed(first, last); });
}

void MessageFeed::changed(const QModelIndex &first, const QModelIndex &last, const QList<int> &roles)
{
    // Text alone has come by textAppended already.
    if (roles == QList<int>{MessageListModel::TextRole})
        return;
    for (int row = first.row(); row <= last.row(); ++row) {
        const ChatMessage &message = m_messages->messages().at(row);
        if (message.status != MessageStatus::Streaming)
            m_view->finishMessage(message.id);
        m_view->setFooter(message.id, footer(message));
        m_view->setNotice(message.id, notice(message));
    }
}

void MessageFeed::removed(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_view->removeMessage(m_messages->messages().at(row).id);
}

QString MessageFeed::badge(const ChatMessage &message) const
{
    if (message.role != MessageRole::Assistant)
        return {};
    const bool willBe = message.status == MessageStatus::Streaming && m_isDemo(message.identity.model);
    return message.identity.isDemo || willBe ? tr("demo") : QString();
}

ChatViewMessage MessageFeed::viewMessage(const ChatMessage &message) const
{
    ChatViewMessage shown;
    shown.id = message.id;
    shown.role = roleOf(message.role);
    shown.author = authorOf(message);
    shown.badge = badge(message);
    shown.text = message.text;
    shown.streaming = message.status == MessageStatus::Streaming;
    shown.notice = notice(message);
    shown.footer = footer(message);
    return shown;
}

bool MessageFeed::isLast(const ChatMessage &message) const
{
    return !m_messages->messages().isEmpty() && m_messages->messages().last().id == message.id;
}

ChatFooter MessageFeed::footer(const ChatMessage &message) const
{
    ChatFooter footer;
    if (message.role != MessageRole::Assistant || message.status == MessageStatus::Streaming)
        return footer;
    footer.facts = factsOf(message);
    footer.hasTrace = !message.identity.traceId.isEmpty();
    footer.canRetry = isLast(message);
    footer.canCopy = !message.text.isEmpty();
    return footer;
}

std::optional<ChatNotice> MessageFeed::notice(const ChatMessage &message) const
{
    if (message.problem)
        return noticeFor(*message.problem);
    if (message.status == MessageStatus::Stopped)
        return ChatNotice{ChatNoticeKind::Stopped, tr("Stopped."), {}, {}};
    return std::nullopt;
}

void MessageFeed::refreshFooters()
{
    for (const ChatMessage &message : m_messages->messages()) {
        if (message.role == MessageRole::Assistant)
            m_view->setFooter(message.id, footer(message));
    }
}

} // namespace sekisho::widgets
