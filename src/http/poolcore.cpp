// SPDX-License-Identifier: GPL-3.0-or-later
#include "poolcore.h"

#include "pooledcall.h"

#include <algorithm>

namespace sekisho::http {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

namespace {

/// How late a timeout may be noticed.
constexpr auto CheckInterval = 50ms;

/// With no call under way only kept connections grow old, and an idle process should sleep.
std::chrono::milliseconds idleCheckInterval(std::chrono::milliseconds idleTime)
{
    return std::clamp(idleTime / 4, CheckInterval / 5, std::chrono::milliseconds(5000));
}

} // namespace

PoolCore::PoolCore(ConnectionPool::Options options)
    : m_options(std::move(options))
{
    connect(&m_timeCheck, &QTimer::timeout, this, &PoolCore::checkTimes);
}

PoolCore::~PoolCore()
{
    for (auto *call : m_calls)
        call->poolClosed();
}

OutboundConnection *PoolCore::takeIdle(const Origin &origin)
{
    const auto kept = m_idle.find(origin);
    // The youngest first: the others may grow old and be closed.
    while (kept != m_idle.end() && !kept->empty()) {
        auto *connection = kept->back().connection;
        kept->pop_back();
        --m_idleCount;
        if (connection->isOpen())
            return connection;
        connection->deleteLater();
    }
    return nullptr;
}

OutboundConnection *PoolCore::open(const Origin &origin)
{
    auto *connection = new OutboundConnection(origin, m_options.tls, this);
    connect(connection, &OutboundConnection::freed, this, &PoolCore::keep);
    connect(connection, &OutboundConnection::lost, this, &PoolCore::drop);
    return connection;
}

void PoolCore::keep(OutboundConnection *connection)
{
    auto &kept = m_idle[connection->origin()];
    if (int(kept.size()) >= m_options.idlePerOrigin) {
        connection->close();
        connection->deleteLater();
        return;
    }
    kept.push_back({connection, steady_clock::now()});
    ++m_idleCount;
}

void PoolCore::drop(OutboundConnection *connection)
{
    if (const auto kept = m_idle.find(connection->origin()); kept != m_idle.end()) {
        m_idleCount -=
            int(std::erase_if(*kept, [=](const Idle &idle) { return idle.connection == connection; }));
        if (kept->empty())
            m_idle.erase(kept);
    }
    connection->deleteLater();
}

void PoolCore::add(PooledCall *call)
{
    m_calls.insert(call);
    checkEvery(CheckInterval);
}

void PoolCore::checkEvery(std::chrono::milliseconds interval)
{
    if (!m_timeCheck.isActive() || m_timeCheck.intervalAsDuration() != interval)
        m_timeCheck.start(interval);
}

void PoolCore::remove(PooledCall *call)
{
    m_calls.erase(call);
}

void PoolCore::checkTimes()
{
    const auto now = steady_clock::now();
    // A call that fails may end others, so each is looked for again before it is asked.
    const std::vector calls(m_calls.begin(), m_calls.end());
    for (auto *call : calls) {
        if (m_calls.contains(call))
            call->checkTime(now);
    }
    closeOldIdle(now);
    if (m_calls.empty() && m_idleCount == 0)
        m_timeCheck.stop();
    else if (m_calls.empty())
        checkEvery(idleCheckInterval(m_options.idleTime));
}

void PoolCore::closeOldIdle(steady_clock::time_point now)
{
    for (auto kept = m_idle.begin(); kept != m_idle.end();) {
        m_idleCount -= int(std::erase_if(*kept, [&](const Idle &idle) {
            if (now - idle.since < m_options.idleTime)
                return false;
            idle.connection->close();
            idle.connection->deleteLater();
            return true;
        }));
        kept = kept->empty() ? m_idle.erase(kept) : std::next(kept);
    }
}

} // namespace sekisho::http
