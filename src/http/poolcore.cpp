// SPDX-License-Identifier: GPL-3.0-or-later
#include "poolcore.h"

#include "pooledcall.h"

#include <algorithm>

namespace sekisho::http {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using std::chrono::steady_clock;

namespace {

/// How late a timeout may be noticed.
constexpr auto CheckInterval = 50ms;

/// Far more than there are deployments; URLs made up anew for each request must not pile up.
constexpr qsizetype MostTargets = 1024;

Origin originOf(const QUrl &url)
{
    const bool tls = url.scheme() == u"https"_s;
    return {tls, url.host(), quint16(url.port(tls ? 443 : 80))};
}

/// A URL's authority without user information, as Host wants it.
QByteArray hostField(const QUrl &url)
{
    return url.adjusted(QUrl::RemoveUserInfo).authority(QUrl::FullyEncoded).toLatin1();
}

QByteArray targetPath(const QUrl &url)
{
    auto target = url.path(QUrl::FullyEncoded).toLatin1();
    if (!target.startsWith('/'))
        target.prepend('/');
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toLatin1();
    return target;
}

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

const Target &PoolCore::targetOf(const QUrl &url)
{
    if (const auto known = m_targets.constFind(url); known != m_targets.constEnd())
        return *known;
    if (m_targets.size() >= MostTargets)
        m_targets.clear();
    return *m_targets.insert(url, {originOf(url), hostField(url), targetPath(url)});
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
