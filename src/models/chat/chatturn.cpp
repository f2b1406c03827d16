// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatturn.h"

namespace sekisho::models {

ChatTurn::ChatTurn(std::unique_ptr<client::ChatStream> stream, client::ChatRequest request,
                   ChatMessage answer, TurnCircumstances circumstances, QObject *parent)
    : QObject(parent)
    , m_stream(std::move(stream))
    , m_request(std::move(request))
    , m_answer(std::move(answer))
    , m_circumstances(circumstances)
{
    m_tick.setSingleShot(true);
    m_tick.setInterval(Tick);
    connect(&m_tick, &QTimer::timeout, this, &ChatTurn::flush);
    connect(m_stream.get(), &client::ChatStream::delta, this, &ChatTurn::takeDelta);
    connect(m_stream.get(), &client::ChatStream::finished, this, &ChatTurn::finish);
    connect(m_stream.get(), &client::ChatStream::failed, this, &ChatTurn::fail);
}

ChatTurn::~ChatTurn() = default;

void ChatTurn::start()
{
    m_stream->start(m_request);
}

void ChatTurn::stop()
{
    m_stream->stop();
}

void ChatTurn::takeDelta(const QString &delta)
{
    m_pending += delta;
    if (!m_tick.isActive())
        m_tick.start();
}

void ChatTurn::flush()
{
    m_tick.stop();
    const auto text = std::exchange(m_pending, {});
    if (text.isEmpty())
        return;
    m_answer.text += text;
    Q_EMIT textArrived(m_answer.id, text);
}

void ChatTurn::finish(const client::ChatOutcome &outcome)
{
    flush();
    takeFacts(outcome);
    m_answer.status = outcome.stopped ? MessageStatus::Stopped : MessageStatus::Complete;
    Q_EMIT ended();
}

void ChatTurn::fail(const client::ChatFailure &failure)
{
    flush();
    takeFacts(failure.outcome);
    m_answer.problem = turnProblemFrom(failure, m_circumstances);
    m_answer.status = m_answer.problem->isRefusal() ? MessageStatus::Refused : MessageStatus::Failed;
    Q_EMIT ended();
}

void ChatTurn::takeFacts(const client::ChatOutcome &outcome)
{
    m_outcome = outcome;
    m_answer.identity.callId = outcome.callId;
    m_answer.identity.isDemo = m_answer.identity.isDemo || outcome.demo;
    auto &figures = m_answer.figures;
    if (outcome.usage) {
        figures.promptTokens = outcome.usage->promptTokens;
        figures.completionTokens = outcome.usage->completionTokens;
    }
    figures.cost = outcome.cost;
    figures.timeToFirstToken = outcome.timeToFirstToken();
    figures.duration = outcome.duration();
}

} // namespace sekisho::models
