// SPDX-License-Identifier: GPL-3.0-or-later
#include "iothread.h"

#include "iodispatcher.h"
#include "ioworker.h"

#include <QCoreApplication>

namespace sekisho::http {

IoThread::IoThread(Shared &shared, qintptr listener, int number)
    : m_shared(shared)
    , m_listener(listener)
{
    setObjectName(QStringLiteral("http-%1").arg(number));
    useIoDispatcher(*this);
    m_gate.moveToThread(this);
    start();
}

IoThread::~IoThread()
{
    quit();
    wait();
}

void IoThread::drain(std::chrono::milliseconds grace, std::function<void()> done)
{
    QMetaObject::invokeMethod(
        &m_gate, [this, grace, done = std::move(done)] { m_drain(grace, done); }, Qt::QueuedConnection);
}

void IoThread::run()
{
    // The handler goes last: closing connections tells it that its clients are gone.
    const auto handler = m_shared.makeHandler();
    IoWorker worker(m_shared.options, m_shared.connectionCount, *handler);
    m_drain = [&worker](std::chrono::milliseconds grace, std::function<void()> done) {
        worker.drain(grace, std::move(done));
    };
    worker.listenOn(m_listener);
    exec();
    // The loop ends before what was posted in its last round: a client's going is told that way.
    QCoreApplication::sendPostedEvents();
}

} // namespace sekisho::http
