// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <atomic>
#include <memory>

namespace sekisho::storage {

/// The right of one gateway to serve a PostgreSQL database, since it keeps budgets in memory. One connection
/// of the gateway holds it as a lock of the server, which lets go when that connection dies; the others only
/// work while it is held. Shared between threads.
struct ServerLease {
    enum class State {
        None,
        Held,
        /// Another gateway has served the database meanwhile: what this one has in memory is out of date. For
        /// good.
        Lost,
    };

    explicit ServerLease(QString instance)
        : instance(std::move(instance))
    {
    }
    /// The gateway's own name; a UUID.
    const QString instance;
    std::atomic<State> state{State::None};
    /// The server's number of the connection that holds the lock.
    std::atomic<int> holder{0};
    /// How often the gateway's connections were opened: where one gets through, the others try at once.
    std::atomic<int> openings{0};
};

/// How a connection takes part in the lease of its gateway.
struct LeaseUse {
    enum class Part { Holder, Follower };
    std::shared_ptr<ServerLease> lease; ///< null: none, for tests and tools
    Part part = Part::Follower;
};

} // namespace sekisho::storage
