// SPDX-License-Identifier: GPL-3.0-or-later
#include "storedtracequeue.h"

#include <storage/desktop/tracequeuerepository.h>

namespace sekisho::app {

using client::QueuedTrace;
using core::Async;
using core::fail;
using core::Result;
using storage::Database;
using storage::TraceQueueRepository;

namespace {

Result<std::optional<QueuedTrace>> readOldest(Database &database, const QString &profileId)
{
    const auto row = TraceQueueRepository(database).oldest(profileId);
    if (!row)
        return fail(row.error());
    if (!*row)
        return std::nullopt;
    const storage::QueuedTrace &trace = **row;
    return QueuedTrace{trace.id, trace.profileId, trace.payload, static_cast<int>(trace.attempts),
                       trace.createdAt};
}

} // namespace

StoredTraceQueue::StoredTraceQueue(DesktopStore *store, const core::Clock *clock)
    : m_store(store)
    , m_clock(clock)
{
}

Async<std::int64_t> StoredTraceQueue::enqueue(const QString &profileId, const QByteArray &payload)
{
    return m_store->run<std::int64_t>([profileId, payload, now = m_clock->now()](Database &database) {
        return TraceQueueRepository(database).enqueue(profileId, payload, now);
    });
}

Async<std::optional<QueuedTrace>> StoredTraceQueue::next(const QString &profileId)
{
    return m_store->run<std::optional<QueuedTrace>>(
        [profileId](Database &database) { return readOldest(database, profileId); });
}

Async<void> StoredTraceQueue::markFailed(std::int64_t id, const QString &)
{
    // The exporter shows the reason while it lasts; after a restart the next attempt finds its own.
    return m_store->run<void>(
        [id](Database &database) { return TraceQueueRepository(database).markFailed(id); });
}

Async<void> StoredTraceQueue::remove(std::int64_t id)
{
    return m_store->run<void>([id](Database &database) { return TraceQueueRepository(database).remove(id); });
}

Async<void> StoredTraceQueue::drop(std::int64_t id)
{
    return m_store->run<void>([id](Database &database) { return TraceQueueRepository(database).drop(id); });
}

Async<std::int64_t> StoredTraceQueue::lostCount()
{
    return m_store->run<std::int64_t>(
        [](Database &database) { return TraceQueueRepository(database).droppedCount(); });
}

Async<void> StoredTraceQueue::forgetLosses()
{
    return m_store->run<void>(
        [](Database &database) { return TraceQueueRepository(database).forgetDropped(); });
}

Async<std::int64_t> StoredTraceQueue::count(const QString &profileId)
{
    return m_store->run<std::int64_t>(
        [profileId](Database &database) { return TraceQueueRepository(database).count(profileId); });
}

} // namespace sekisho::app
