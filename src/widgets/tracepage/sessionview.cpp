// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessionview.h"

#include "speaker.h"

#include <models/format.h>
#include <models/traces/sessionconversation.h>
#include <widgets/chat/messageview.h>
#include <widgets/theme/colors.h>
#include <widgets/theme/metrics.h>

#include <QEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace sekisho::widgets {

using models::SessionTurn;

namespace {

// A shorter silence is the time to read an answer.
constexpr auto SilenceWorthSaying = std::chrono::minutes(1);

Speaker speakerOf(SessionTurn::Speaker speaker)
{
    switch (speaker) {
    case SessionTurn::Speaker::System:
        return Speaker::system();
    case SessionTurn::Speaker::User:
        return Speaker::user();
    case SessionTurn::Speaker::Assistant:
        break;
    }
    return Speaker::assistant();
}

QStringList factsOf(const SessionTurn &turn)
{
    QStringList facts{models::absoluteTimeText(turn.time)};
    if (turn.gap >= SilenceWorthSaying)
        facts.append(SessionView::tr("after %1").arg(models::durationText(turn.gap)));
    if (turn.latencySeconds)
        facts.append(
            models::durationText(std::chrono::microseconds(std::llround(*turn.latencySeconds * 1e6))));
    if (turn.costUsd)
        facts.append(models::moneyText(core::Money::fromUsd(*turn.costUsd)));
    return facts;
}

} // namespace

SessionView::SessionView(QWidget *parent)
    : QWidget(parent)
    , m_name(new QLabel(this))
    , m_summary(new QLabel(this))
    , m_messages(new MessageView(this))
{
    m_name->setObjectName(QStringLiteral("sessionNameLabel"));
    m_name->setFont(strongFontFor(TextRole::Title));
    m_summary->setObjectName(QStringLiteral("sessionSummaryLabel"));
    m_summary->setProperty("kind", QStringLiteral("quiet"));
    m_messages->setObjectName(QStringLiteral("sessionMessages"));
    m_messages->setLive(false);
    applyColors();
    auto *header = new QHBoxLayout;
    header->setContentsMargins(space::l, space::s, space::l, space::s);
    header->setSpacing(space::m);
    header->addWidget(m_name);
    header->addWidget(m_summary, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(header);
    column->addWidget(m_messages, 1);
    connect(m_messages, &MessageView::traceRequested, this,
            [this](const QString &messageId) { Q_EMIT traceRequested(m_traceOfMessage.value(messageId)); });
}

void SessionView::setSession(const client::SessionDetail &session)
{
    m_session = session;
    showSummary();
    showTurns();
}

void SessionView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        showSummary();
        showTurns();
    }
    if (event->type() == QEvent::PaletteChange)
        applyColors();
    QWidget::changeEvent(event);
}

void SessionView::showTurns()
{
    QList<ChatViewMessage> messages;
    m_traceOfMessage.clear();
    for (const SessionTurn &turn : models::conversationOf(m_session)) {
        ChatViewMessage message;
        message.id = QString::number(messages.size());
        const Speaker speaker = speakerOf(turn.speaker);
        message.role = speaker.role;
        message.author = speaker.name;
        message.text = turn.text;
        message.footer.facts = factsOf(turn);
        message.footer.hasTrace = turn.speaker == SessionTurn::Speaker::Assistant;
        m_traceOfMessage.insert(message.id, turn.traceId);
        messages.append(message);
    }
    m_messages->setMessages(messages);
}

void SessionView::applyColors()
{
    m_messages->setChatStyle(ChatStyle::of(Colors::current()));
}

void SessionView::showSummary()
{
    m_messages->setAccessibleName(tr("Session"));
    std::optional<double> cost;
    for (const auto &trace : m_session.traces) {
        if (trace.totalCostUsd)
            cost = cost.value_or(0) + *trace.totalCostUsd;
    }
    QStringList facts{tr("%n trace(s)", nullptr, static_cast<int>(m_session.traces.size()))};
    facts.append(cost ? models::moneyText(core::Money::fromUsd(*cost)) : tr("cost unknown"));
    m_name->setText(m_session.summary.id);
    m_summary->setText(facts.join(QStringLiteral(" · ")));
}

} // namespace sekisho::widgets
