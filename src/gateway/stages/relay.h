// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "requestlife.h"

#include <http/responder.h>

namespace sekisho::gateway {

/// x-litellm-* and the demo mark; cost and spend only once the call is settled.
http::Headers callHeaders(const RequestLife &life);

/// Stage 9, relay: the answer goes back to the client as it comes. Reads no further upstream while the client
/// has more than `sendBuffer` bytes to take. Owns the obligation to answer; every ending is one of its
/// functions.
class Relay
{
public:
    Relay(http::Responder responder, qint64 sendBuffer, ErrorDialect dialect);

    /// `gone` runs once if the client closes before the end.
    void onClientGone(std::function<void()> gone) { m_responder.onClientGone(std::move(gone)); }

    void beginStream(RequestLife &life, const http::Headers &upstream);
    void passEvents(QByteArrayView bytes, providers::ChatCall &call);
    void keepBody(RequestLife &life, const http::Headers &upstream, QByteArrayView bytes);

    /// `[DONE]` and the end, or the kept body.
    void finish(const RequestLife &life);
    /// A status and an envelope, or an error event in a stream that has begun.
    void refuse(const RequestLife &life, Refusal refusal);
    /// A stream that must not look whole.
    void abort() { m_responder.abort(); }

    bool hasBegun() const { return m_streaming; }

private:
    http::Responder m_responder;
    const qint64 m_sendBuffer;
    const ErrorDialect m_dialect;
    bool m_streaming = false;
    bool m_paused = false;
    http::Headers m_upstreamHeaders;
    QByteArray m_body;
};

} // namespace sekisho::gateway
