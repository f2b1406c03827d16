// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "headers.h"

#include <core/result.h>

#include <QSslConfiguration>
#include <QUrl>

#include <chrono>
#include <memory>
#include <optional>

namespace sekisho::http {

struct OutboundTimeouts {
    std::chrono::milliseconds connect{10000};
    /// From the last byte of the request to the head of the answer.
    std::chrono::milliseconds firstByte{600000};
    /// Between two pieces of the body.
    std::chrono::milliseconds idle{600000};
};

struct OutboundRequest {
    QByteArray method;
    /// http or https; path and query are the request's target. User info is not sent.
    QUrl url;
    Headers headers; ///< Host, Content-Length and Connection are added
    QByteArray body;
    OutboundTimeouts timeouts;
};

/// Told what happens to one call, on the pool's thread, never from within send(). After finished() or
/// failed() nothing more is called. May destroy the call from any of these.
class OutboundListener
{
public:
    virtual ~OutboundListener() = default;
    virtual void headReceived(int status, const Headers &headers) = 0;
    virtual void bodyReceived(QByteArrayView bytes) = 0;
    virtual void finished() = 0;
    /// kind Timeout, Network (refused, reset, TLS) or Upstream (not HTTP); `detail` names host and cause.
    virtual void failed(const core::Error &error) = 0;
};

/// One call under way. Destroying it cancels: the connection is closed and the listener hears nothing more.
class OutboundCall
{
public:
    virtual ~OutboundCall() = default;
    /// Back pressure: stops reading from the upstream until resume().
    virtual void pause() = 0;
    virtual void resume() = 0;
};

/// Outbound HTTP/1.1 with kept-alive connections, one pool per thread. A kept connection that turns out to be
/// closed before any byte of an answer is replaced once, silently.
class ConnectionPool
{
public:
    struct Options {
        int idlePerOrigin = 1024;
        std::chrono::milliseconds idleTime{55000};
        /// For https; Qt's default otherwise.
        std::optional<QSslConfiguration> tls;
    };

    explicit ConnectionPool(Options options);
    ConnectionPool();
    ~ConnectionPool();

    /// `listener` must outlive the returned call, and a call that outlives the pool ends without a word.
    std::unique_ptr<OutboundCall> send(OutboundRequest request, OutboundListener &listener);

    /// Kept connections, over all origins.
    int idleCount() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace sekisho::http
