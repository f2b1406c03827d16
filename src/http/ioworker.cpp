// SPDX-License-Identifier: GPL-3.0-or-later
#include "ioworker.h"

#include "nativesocket.h"

#include <core/logging.h>

#include <QTimer>

#include <algorithm>

namespace sekisho::http {

using namespace std::chrono_literals;

namespace {

constexpr qsizetype ScratchSize = 64 * 1024;

/// Often enough that a limit is overrun by a quarter at most, and never so often that it shows.
std::chrono::milliseconds checkInterval(const Limits &limits)
{
    const auto shortest = std::min({limits.requestTime, limits.idleTime, limits.lingerTime});
    return std::clamp(shortest / 4, 10ms, 1000ms);
}

} // namespace

IoWorker::IoWorker(const ServerOptions &options, std::atomic<int> &connectionCount, Handler &handler)
    : m_options(options)
    , m_connectionCount(connectionCount)
    , m_context{options, handler, QByteArray(ScratchSize, Qt::Uninitialized)}
{
    m_timeCheck.setInterval(checkInterval(options.limits));
    connect(&m_timeCheck, &QTimer::timeout, this, &IoWorker::checkTimes);
    // Out of descriptors: Qt stops accepting, so it has to be told when to try again.
    connect(this, &QTcpServer::acceptError, this, [this] {
        qCWarning(core::lcHttp) << "Cannot accept a connection:" << errorString();
        QTimer::singleShot(100ms, this, &QTcpServer::resumeAccepting);
    });
}

IoWorker::~IoWorker()
{
    close();
    terminateAll();
}

void IoWorker::listenOn(qintptr descriptor)
{
    if (!setSocketDescriptor(descriptor))
        qCCritical(core::lcHttp) << "Cannot take the listening socket:" << errorString();
}

/// Who is refused stays for as long as it takes to hear it. There must not be descriptors for many of those.
bool IoWorker::isFull() const
{
    const int most = m_options.limits.connections;
    return m_connectionCount >= most + std::clamp(most / 16, 1, 256);
}

void IoWorker::incomingConnection(qintptr descriptor)
{
    if (isFull())
        return closeDescriptor(descriptor);
    auto *connection = new ServerConnection(m_context, descriptor, this);
    connect(connection, &ServerConnection::closed, this, &IoWorker::remove);
    m_connections.insert(connection);
    if (!m_timeCheck.isActive())
        m_timeCheck.start();
    if (++m_connectionCount > m_options.limits.connections)
        connection->refuse(503, QByteArrayLiteral("Too many connections"));
}

void IoWorker::remove(ServerConnection *connection)
{
    if (m_connections.erase(connection) == 0)
        return;
    --m_connectionCount;
    connection->deleteLater();
    if (m_connections.empty())
        m_timeCheck.stop();
    endDrainIfEmpty();
}

void IoWorker::checkTimes()
{
    const auto now = std::chrono::steady_clock::now();
    const std::vector connections(m_connections.begin(), m_connections.end());
    for (auto *connection : connections)
        connection->checkTime(now);
}

void IoWorker::terminateAll()
{
    const std::vector connections(m_connections.begin(), m_connections.end());
    for (auto *connection : connections)
        connection->terminate();
    endDrainIfEmpty();
}

void IoWorker::drain(std::chrono::milliseconds grace, std::function<void()> done)
{
    close();
    m_drained = std::move(done);
    const std::vector connections(m_connections.begin(), m_connections.end());
    for (auto *connection : connections)
        connection->drain();
    endDrainIfEmpty();
    QTimer::singleShot(grace, this, &IoWorker::terminateAll);
}

void IoWorker::endDrainIfEmpty()
{
    if (!m_connections.empty())
        return;
    if (const auto drained = std::exchange(m_drained, nullptr))
        drained();
}

} // namespace sekisho::http
