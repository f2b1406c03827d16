// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectionpool.h"
#include "outboundconnection.h"

#include <QPointer>

namespace sekisho::http {

class PoolCore;

/// One call of a ConnectionPool: follows it from connection to connection until the answer ends, and watches
/// the time.
class PooledCall final : public OutboundCall, private OutboundConnection::User
{
public:
    using Time = std::chrono::steady_clock::time_point;

    PooledCall(PoolCore &pool, OutboundRequest request, OutboundListener &listener);
    ~PooledCall() override;

    /// Never tells the listener anything by itself.
    void start();
    void pause() override;
    void resume() override;

    /// Fails if it has waited too long; to be called now and then.
    void checkTime(Time now);
    /// The pool is going.
    void poolClosed();
    /// From the event loop only.
    void failNow(const core::Error &error);

private:
    enum class Phase { Connecting, Sending, WaitingForHead, Receiving, Ended };

    void use(OutboundConnection *connection);
    void setDeadline(std::chrono::milliseconds time);
    core::Error lateness() const;
    QString host() const { return m_request.url.host(); }
    void leave();

    void connected() override;
    void requestSent() override;
    void headParsed(int status, const Headers &headers) override;
    void bodyParsed(QByteArrayView bytes) override;
    void answerEnded() override;
    void connectionFailed(const core::Error &error, bool beforeAnswer) override;

    PoolCore *m_pool;
    OutboundRequest m_request;
    OutboundListener &m_listener;
    QPointer<OutboundConnection> m_connection;
    QByteArray m_head;
    Time m_deadline = Time::max();
    Phase m_phase = Phase::Connecting;
    bool m_onKeptConnection = false;
    bool m_paused = false;
};

} // namespace sekisho::http
