// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "serverconnection.h"

#include <QTcpServer>

#include <unordered_set>

namespace sekisho::http {

/// The listener and all connections of one I/O thread; made and destroyed on it.
class IoWorker final : public QTcpServer
{
    Q_OBJECT
public:
    IoWorker(const ServerOptions &options, std::atomic<int> &connectionCount, Handler &handler);
    ~IoWorker() override;

    void listenOn(qintptr descriptor);
    /// See Server::drain. `done` is called once, when the last connection is closed or this is destroyed.
    void drain(std::chrono::milliseconds grace, std::function<void()> done);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    bool isFull() const;
    void remove(ServerConnection *connection);
    void checkTimes();
    void terminateAll();
    void endDrainIfEmpty();

    const ServerOptions &m_options;
    std::atomic<int> &m_connectionCount;
    ConnectionContext m_context;
    std::unordered_set<ServerConnection *> m_connections;
    QTimer m_timeCheck;
    std::function<void()> m_drained;
};

} // namespace sekisho::http
