// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/langfuse/tracequeue.h>

namespace sekisho::test {

/// A queue that outlives exporters as a file would, and answers at once.
class MemoryTraceQueue : public client::TraceQueue
{
public:
    core::Async<std::int64_t> enqueue(const QString &profileId, const QByteArray &payload) override
    {
        rows.append({++m_lastId, profileId, payload});
        return core::readyFuture<std::int64_t>(m_lastId);
    }
    core::Async<std::optional<client::QueuedTrace>> next(const QString &profileId) override
    {
        std::optional<client::QueuedTrace> found;
        for (const auto &row : rows) {
            if (!found && row.profileId == profileId)
                found = row;
        }
        return core::readyFuture<std::optional<client::QueuedTrace>>(found);
    }
    core::Async<void> markFailed(std::int64_t id, const QString &) override
    {
        for (auto &row : rows)
            row.attempts += row.id == id ? 1 : 0;
        return core::readyFuture<void>({});
    }
    core::Async<void> remove(std::int64_t id) override
    {
        rows.removeIf([id](const client::QueuedTrace &row) { return row.id == id; });
        return core::readyFuture<void>({});
    }
    core::Async<void> drop(std::int64_t id) override
    {
        ++lost;
        return remove(id);
    }
    core::Async<std::int64_t> lostCount() override { return core::readyFuture<std::int64_t>(lost); }
    core::Async<void> forgetLosses() override
    {
        lost = 0;
        return core::readyFuture<void>({});
    }
    core::Async<std::int64_t> count(const QString &profileId) override
    {
        return core::readyFuture<std::int64_t>(
            std::count_if(rows.begin(), rows.end(),
                          [&](const client::QueuedTrace &row) { return row.profileId == profileId; }));
    }

    QList<client::QueuedTrace> rows;
    std::int64_t lost = 0;

private:
    std::int64_t m_lastId = 0;
};

} // namespace sekisho::test
