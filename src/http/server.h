// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "responder.h"

#include <core/result.h>

#include <QSslConfiguration>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace sekisho::http {

/// What a server refuses, and with which status.
struct Limits {
    qsizetype headerBytes = 32 * 1024;            ///< 431 beyond; 414 if the request line alone is larger
    qsizetype bodyBytes = 64 * 1024 * 1024;       ///< 413 beyond
    std::chrono::milliseconds requestTime{60000}; ///< 408 if a started request is not complete by then
    std::chrono::milliseconds idleTime{75000};    ///< an idle kept-alive connection is closed without a word
    std::chrono::milliseconds lingerTime{2000};   ///< a refused client may go on sending (RFC 9112 §9.6)
    /// 503 beyond, over all threads. Three quarters of the descriptors this process may have if that is less:
    /// files and upstream connections need some, too.
    int connections = 20000;
    qint64 sendBuffer = 256 * 1024; ///< pendingBytes() above which a relay should pause
};

struct ServerOptions {
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 0; ///< 0 takes a free one
    int threads = 1;
    Limits limits;
    std::optional<QSslConfiguration> tls;
    /// Body of refusals made by the server itself (431, 414, 413, 408, 503, 400), e.g. a JSON error envelope.
    std::function<Response(int status, const QByteArray &reason)> refusal;
};

/// Receives the requests of one I/O thread; made, called and destroyed on that thread.
class Handler
{
public:
    virtual ~Handler() = default;
    virtual void handle(Request request, Responder responder) = 0;
};

using HandlerFactory = std::function<std::unique_ptr<Handler>()>;

/// An HTTP/1.1 server (RFC 9112) on N threads, each with a listener of its own on the same port
/// (SO_REUSEPORT), an event loop and a handler. Lives on any thread; destroying it closes at once.
class Server
{
public:
    Server();
    ~Server();

    /// Listens, or says why not (port taken, bad address). Returns the port.
    core::Result<quint16> start(ServerOptions options, HandlerFactory makeHandler);

    /// Takes no new connections or requests, lets those in flight end for at most `grace`, then closes. The
    /// future ends when everything is closed.
    QFuture<void> drain(std::chrono::milliseconds grace);

    quint16 port() const;
    /// Connections open now, over all threads. From any thread.
    int connectionCount() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace sekisho::http
