// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectiontest.h"

#include "connectionprobe.h"

namespace sekisho::client {

const HopResult *ConnectionReport::failure() const
{
    for (const auto &hop : hops)
        if (hop.state == HopState::Failed)
            return &hop;
    return nullptr;
}

bool ConnectionReport::passed() const
{
    return !hops.isEmpty() && !failure();
}

QString nameOf(Hop hop)
{
    switch (hop) {
    case Hop::Address:
        return QStringLiteral("address");
    case Hop::Network:
        return QStringLiteral("network");
    case Hop::Gateway:
        return QStringLiteral("gateway");
    case Hop::Key:
        return QStringLiteral("key");
    case Hop::Models:
        return QStringLiteral("models");
    }
    return {};
}

core::Async<ConnectionReport> testConnection(ApiTransport *transport)
{
    return (new ConnectionProbe(transport, transport))->run();
}

} // namespace sekisho::client
