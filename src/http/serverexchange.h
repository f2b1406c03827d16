// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "encode.h"
#include "exchange.h"

#include <QPointer>

namespace sekisho::http {

class ServerConnection;

/// One request's answer on its way to a connection: which steps are allowed, how the body is framed, who is
/// told what.
class ServerExchange final : public Exchange, public std::enable_shared_from_this<ServerExchange>
{
public:
    /// What the request decides about the form of the answer.
    struct Traits {
        bool head = false; ///< HEAD: fields only
        bool http10 = false;
        bool keepAlive = true;
    };

    ServerExchange(ServerConnection &connection, Traits traits);

    void send(Response response) override;
    void begin(int status, const Headers &headers) override;
    void write(QByteArrayView bytes) override;
    void finish() override;
    void abort() override;
    void release() override;
    bool clientGone() const override;
    qint64 pendingBytes() const override;
    void onDrained(std::function<void()> drained) override;
    void onClientGone(std::function<void()> gone) override;

    enum class Tell { Soon, Now };

    /// The connection is closed; nothing is sent any more. Who wants to know is told, from the event loop
    /// unless `Now`: a handler must not be torn down from within one of its own calls.
    void detach(Tell tell);
    bool waitsForDrain() const { return m_overLimit; }
    /// Some bytes have left.
    void checkDrained();

private:
    enum class Stage { Waiting, Streaming, Ended };

    void tellGone();
    void tellGoneSoon();
    ResponseHead headFor(int status) const;
    void end();
    void pushStream(QByteArray bytes);

    ServerConnection *m_connection;
    QPointer<QObject> m_context; ///< lives as long as the thread's loop
    Traits m_traits;
    Stage m_stage = Stage::Waiting;
    Framing m_framing = Framing::Length;
    bool m_overLimit = false;
    std::function<void()> m_drained;
    std::function<void()> m_gone;
};

} // namespace sekisho::http
