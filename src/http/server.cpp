// SPDX-License-Identifier: GPL-3.0-or-later
#include "server.h"

#include "iothread.h"
#include "nativesocket.h"

#include <algorithm>

namespace sekisho::http {

class Server::Private
{
public:
    IoThread::Shared shared;
    std::vector<std::unique_ptr<IoThread>> threads;
    quint16 port = 0;
};

Server::Server()
    : d(std::make_unique<Private>())
{
}

Server::~Server() = default;

core::Result<quint16> Server::start(ServerOptions options, HandlerFactory makeHandler)
{
    auto sockets = openListenSockets(options.address, options.port, std::max(1, options.threads));
    if (!sockets)
        return core::fail(sockets.error());
    d->port = sockets->port;
    d->shared.options = std::move(options);
    auto &connections = d->shared.options.limits.connections;
    connections = int(std::min<qint64>(connections, descriptorLimit() / 4 * 3));
    d->shared.makeHandler = std::move(makeHandler);
    for (const auto descriptor : sockets->descriptors)
        d->threads.push_back(std::make_unique<IoThread>(d->shared, descriptor, int(d->threads.size())));
    return d->port;
}

QFuture<void> Server::drain(std::chrono::milliseconds grace)
{
    auto promise = std::make_shared<QPromise<void>>();
    promise->start();
    auto open = std::make_shared<std::atomic<std::size_t>>(d->threads.size());
    if (d->threads.empty())
        promise->finish();
    for (const auto &thread : d->threads) {
        thread->drain(grace, [promise, open] {
            if (--*open == 0)
                promise->finish();
        });
    }
    return promise->future();
}

quint16 Server::port() const
{
    return d->port;
}

int Server::connectionCount() const
{
    return d->shared.connectionCount;
}

} // namespace sekisho::http
