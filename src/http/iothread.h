// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "server.h"

#include <QThread>

namespace sekisho::http {

/// A thread with an event loop for sockets that runs one worker until it is destroyed.
class IoThread final : public QThread
{
    Q_OBJECT
public:
    /// What all threads of a server share; outlives them.
    struct Shared {
        ServerOptions options;
        HandlerFactory makeHandler;
        std::atomic<int> connectionCount = 0;
    };

    /// Takes the listening descriptor, and starts.
    IoThread(Shared &shared, qintptr listener, int number);
    /// Closes everything at once and joins.
    ~IoThread() override;

    /// From any thread; `done` is called on this one.
    void drain(std::chrono::milliseconds grace, std::function<void()> done);

protected:
    void run() override;

private:
    Shared &m_shared;
    const qintptr m_listener;
    QObject m_gate; ///< lives on this thread; calls from outside are queued here
    std::function<void(std::chrono::milliseconds, std::function<void()>)>
        m_drain; ///< set and called on this thread
};

} // namespace sekisho::http
