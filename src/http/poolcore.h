// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectionpool.h"
#include "outboundconnection.h"

#include <QHash>
#include <QObject>
#include <QTimer>

#include <unordered_set>

namespace sekisho::http {

class PooledCall;

/// What a URL means for a request: who to connect to, and what to ask it for.
struct Target {
    Origin origin;
    QByteArray host; ///< the Host field
    QByteArray path; ///< the request's target: path and query
};

/// What a ConnectionPool keeps: the connections, the calls under way, the clock that both are watched by.
class PoolCore final : public QObject
{
    Q_OBJECT
public:
    explicit PoolCore(ConnectionPool::Options options);
    ~PoolCore() override;

    /// Taking a URL apart costs more than sending the request, and the same few come again and again. Valid
    /// until the next call.
    const Target &targetOf(const QUrl &url);

    /// A kept connection to this origin, or null.
    OutboundConnection *takeIdle(const Origin &origin);
    OutboundConnection *open(const Origin &origin);

    void add(PooledCall *call);
    void remove(PooledCall *call);
    int idleCount() const { return m_idleCount; }

private:
    struct Idle {
        OutboundConnection *connection;
        std::chrono::steady_clock::time_point since;
    };

    void keep(OutboundConnection *connection);
    void drop(OutboundConnection *connection);
    void checkEvery(std::chrono::milliseconds interval);
    void checkTimes();
    void closeOldIdle(std::chrono::steady_clock::time_point now);

    const ConnectionPool::Options m_options;
    QHash<QUrl, Target> m_targets;
    QHash<Origin, std::vector<Idle>> m_idle; ///< oldest first
    int m_idleCount = 0;
    std::unordered_set<PooledCall *> m_calls;
    QTimer m_timeCheck;
};

} // namespace sekisho::http
