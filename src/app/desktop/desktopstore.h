// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/taskthread.h>
#include <storage/database.h>

namespace sekisho::app {

/// desktop.db on a thread of its own. Jobs run in the order they were given; when the file could not be
/// opened, every job ends with the reason.
class DesktopStore
{
public:
    explicit DesktopStore(const QString &path);
    ~DesktopStore();

    /// `job` runs on the store's thread.
    template <typename T>
    core::Async<T> run(std::function<core::Result<T>(storage::Database &)> job)
    {
        return m_thread.run<T>([this, job = std::move(job)]() -> core::Result<T> {
            if (!m_database)
                return core::fail(m_failure);
            return job(*m_database);
        });
    }

private:
    void open(const QString &path);

    // Used on the thread only.
    std::unique_ptr<storage::Database> m_database;
    core::Error m_failure;
    core::TaskThread m_thread;
};

} // namespace sekisho::app
