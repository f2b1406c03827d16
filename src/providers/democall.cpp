// SPDX-License-Identifier: GPL-3.0-or-later
#include "democall.h"

#include "tokenestimate.h"
#include "upstreamerror.h"

namespace sekisho::providers {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;

namespace {

UpstreamError brokenOff()
{
    return upstreamFailure(
        {core::ErrorKind::Network, u"the demo model was told to break off"_s, {}, {}, nullptr});
}

} // namespace

DemoCall::DemoCall(DemoScript script, ChatListener &listener)
    : m_script(std::move(script))
    , m_listener(listener)
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.callOnTimeout(this, [this] { advance(); });
    const bool refused = m_script.refusal.has_value();
    const auto wholeTime =
        std::chrono::duration_cast<std::chrono::milliseconds>(interval() * m_script.pieces.size());
    m_timer.start(m_script.behaviour.firstToken + (m_script.stream || refused ? 0ms : wholeTime));
}

void DemoCall::pause()
{
    m_paused = true;
    m_timer.stop();
}

void DemoCall::resume()
{
    if (std::exchange(m_paused, false) && !m_ended)
        m_timer.start(0ms);
}

void DemoCall::advance()
{
    const QPointer<DemoCall> alive(this);
    m_begun ? sendDuePieces() : begin();
    if (alive && !m_ended && !m_paused)
        schedule();
}

void DemoCall::schedule()
{
    const auto due = interval() * m_sent;
    const std::chrono::nanoseconds now(m_clock.nsecsElapsed());
    const auto wait =
        std::chrono::ceil<std::chrono::milliseconds>(std::max<std::chrono::nanoseconds>(due - now, 0ns));
    m_timer.start(wait);
}

void DemoCall::begin()
{
    m_ended = !m_script.stream || m_script.refusal;
    if (m_script.refusal)
        return m_listener.failed(*m_script.refusal, {});
    if (!m_script.stream && m_script.behaviour.breaksMidway)
        return m_listener.failed(brokenOff(), {});
    m_begun = true;
    m_clock.start();
    const QPointer<DemoCall> alive(this);
    m_listener.started({{"x-sekisho-demo", "true"}});
    if (!alive)
        return;
    if (!m_script.stream)
        return sendPlain();
    m_listener.received(roleEvent(m_script.identity));
}

void DemoCall::sendPlain()
{
    const QPointer<DemoCall> alive(this);
    const QString content = m_script.pieces.join(QString());
    m_listener.received(completionBody(m_script.identity, content, m_script.finishReason, m_script.usage));
    if (alive)
        m_listener.completed(m_script.usage);
}

void DemoCall::sendDuePieces()
{
    const QPointer<DemoCall> alive(this);
    QByteArray events;
    const std::chrono::nanoseconds now(m_clock.nsecsElapsed());
    while (m_sent < lastPiece() && interval() * m_sent <= now)
        events += contentEvent(m_script.identity, m_script.pieces.at(m_sent++));
    if (!events.isEmpty())
        m_listener.received(events);
    if (!alive || m_paused || m_sent < lastPiece())
        return;
    m_ended = true;
    m_script.behaviour.breaksMidway ? breakOff() : finishStream();
}

void DemoCall::finishStream()
{
    const QPointer<DemoCall> alive(this);
    QByteArray events = finishEvent(m_script.identity, m_script.finishReason);
    if (m_script.tellUsage)
        events += usageEvent(m_script.identity, m_script.usage);
    m_listener.received(events);
    if (alive)
        m_listener.completed(m_script.usage);
}

void DemoCall::breakOff()
{
    m_listener.failed(brokenOff(), usageSoFar());
}

qsizetype DemoCall::lastPiece() const
{
    return m_script.behaviour.breaksMidway ? m_script.pieces.size() / 2 : m_script.pieces.size();
}

std::chrono::microseconds DemoCall::interval() const
{
    if (m_script.behaviour.betweenPieces)
        return *m_script.behaviour.betweenPieces;
    return m_script.behaviour.wholeAnswer / std::max<qsizetype>(1, m_script.pieces.size());
}

TokenUsage DemoCall::usageSoFar() const
{
    TokenUsage usage = m_script.usage;
    usage.completionTokens = estimateTokens(m_script.pieces.mid(0, lastPiece()).join(QString()).toUtf8());
    usage.estimated = true;
    return usage;
}

} // namespace sekisho::providers
