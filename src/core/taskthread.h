// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QObject>
#include <QPromise>
#include <QThread>

#include <functional>

namespace sekisho::core {

/// One thread with an event loop on which jobs run in the order they were given. Made for whatever blocks
/// (databases, key derivation), so that its owner never does. Destroying it finishes the jobs already queued,
/// then joins. `run` and `post` may be called from any thread.
class TaskThread
{
public:
    explicit TaskThread(const QString &name);
    ~TaskThread();
    TaskThread(const TaskThread &) = delete;
    TaskThread &operator=(const TaskThread &) = delete;

    /// Runs `job` on this thread; nobody waits for it.
    void post(std::function<void()> job);

    /// Runs `job`, which returns Result<T>; a job whose future was cancelled before its turn is skipped
    /// (Cancelled).
    template <typename T>
    Async<T> run(std::function<Result<T>()> job);

    /// Lives on this thread: the parent or context for objects that must, too.
    QObject *context() const { return m_context; }

private:
    QThread m_thread;
    QObject *m_context;
};

template <typename T>
Async<T> TaskThread::run(std::function<Result<T>()> job)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto future = promise->future();
    post([promise, job = std::move(job)] {
        if (promise->isCanceled())
            promise->addResult(Result<T>(fail(ErrorKind::Cancelled, QStringLiteral("Cancelled"))));
        else
            promise->addResult(job());
        promise->finish();
    });
    return future;
}

} // namespace sekisho::core
