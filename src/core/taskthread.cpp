// SPDX-License-Identifier: GPL-3.0-or-later
#include "taskthread.h"

namespace sekisho::core {

TaskThread::TaskThread(const QString &name)
    : m_context(new QObject)
{
    m_thread.setObjectName(name);
    m_context->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_context, &QObject::deleteLater);
    m_thread.start();
}

TaskThread::~TaskThread()
{
    // Queued behind the last job, so every job given before still runs.
    post([this] { m_thread.quit(); });
    m_thread.wait();
}

void TaskThread::post(std::function<void()> job)
{
    QMetaObject::invokeMethod(m_context, std::move(job), Qt::QueuedConnection);
}

} // namespace sekisho::core
