// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionpool.h"

#include "poolcore.h"
#include "pooledcall.h"

namespace sekisho::http {

class ConnectionPool::Private
{
public:
    PoolCore core;
};

ConnectionPool::ConnectionPool(Options options)
    : d(new Private{PoolCore(std::move(options))})
{
}

ConnectionPool::ConnectionPool()
    : ConnectionPool(Options())
{
}

ConnectionPool::~ConnectionPool() = default;

std::unique_ptr<OutboundCall> ConnectionPool::send(OutboundRequest request, OutboundListener &listener)
{
    auto call = std::make_unique<PooledCall>(d->core, std::move(request), listener);
    call->start();
    return call;
}

int ConnectionPool::idleCount() const
{
    return d->core.idleCount();
}

} // namespace sekisho::http
