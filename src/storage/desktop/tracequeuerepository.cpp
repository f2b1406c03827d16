// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracequeuerepository.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

QueuedTrace readTrace(const Row &row)
{
    return {row.integer(0), row.text(1), row.bytes(2), row.time(3), row.integer(4)};
}

} // namespace

TraceQueueRepository::TraceQueueRepository(Database &database, std::int64_t capacityBytes)
    : m_database(database)
    , m_capacity(capacityBytes)
{
}

Result<std::int64_t> TraceQueueRepository::enqueue(const QString &profileId, const QByteArray &payload,
                                                   core::Timestamp now)
{
    if (payload.size() > m_capacity) {
        const auto counted = countDropped();
        return counted ? core::fail(core::ErrorKind::TooLarge, u"The trace is larger than its queue"_s)
                       : core::fail(counted.error());
    }
    Result<std::int64_t> id;
    auto added = m_database.transaction([&]() -> Result<void> {
        if (auto room = makeRoom(payload.size()); !room)
            return room;
        auto inserted = m_database.run(
            u"INSERT INTO trace_queue (profile_id, payload, created_at, attempts) VALUES (?, ?, ?, 0)"_s,
            {profileId, payload, bind(now)});
        if (!inserted)
            return inserted;
        id = scalar(u"SELECT max(id) FROM trace_queue"_s);
        return id ? Result<void>() : Result<void>(core::fail(id.error()));
    });
    if (!added)
        return core::fail(added.error());
    return id;
}

Result<void> TraceQueueRepository::makeRoom(std::int64_t bytes)
{
    const QString held = u"SELECT coalesce(sum(length(payload)), 0) FROM trace_queue"_s;
    for (;;) {
        const auto now = scalar(held);
        if (!now)
            return core::fail(now.error());
        if (*now + bytes <= m_capacity)
            return {};
        auto dropped =
            m_database.run(u"DELETE FROM trace_queue WHERE id = (SELECT min(id) FROM trace_queue)"_s);
        if (dropped)
            dropped = countDropped();
        if (!dropped)
            return dropped;
    }
}

Result<std::int64_t> TraceQueueRepository::scalar(const QString &sql, const QVariantList &values)
{
    const auto value =
        m_database.selectOne<std::int64_t>(sql, values, [](const Row &row) { return row.integer(0); });
    if (!value)
        return core::fail(value.error());
    return value->value_or(0);
}

Result<std::optional<QueuedTrace>> TraceQueueRepository::oldest(const QString &profileId)
{
    return m_database.selectOne<QueuedTrace>(
        u"SELECT id, profile_id, payload, created_at, attempts FROM trace_queue WHERE profile_id = ? "
        "ORDER BY id LIMIT 1"_s,
        {profileId}, readTrace);
}

Result<void> TraceQueueRepository::markFailed(std::int64_t id)
{
    return m_database.run(u"UPDATE trace_queue SET attempts = attempts + 1 WHERE id = ?"_s,
                          {static_cast<qlonglong>(id)});
}

Result<void> TraceQueueRepository::remove(std::int64_t id)
{
    return m_database.run(u"DELETE FROM trace_queue WHERE id = ?"_s, {static_cast<qlonglong>(id)});
}

Result<void> TraceQueueRepository::drop(std::int64_t id)
{
    return m_database.transaction([&]() -> Result<void> {
        const auto removed =
            m_database.execute(u"DELETE FROM trace_queue WHERE id = ?"_s, {static_cast<qlonglong>(id)});
        if (!removed)
            return core::fail(removed.error());
        return *removed > 0 ? countDropped() : Result<void>();
    });
}

Result<void> TraceQueueRepository::countDropped()
{
    return m_database.run(u"UPDATE trace_queue_losses SET dropped = dropped + 1"_s);
}

Result<void> TraceQueueRepository::forgetDropped()
{
    return m_database.run(u"UPDATE trace_queue_losses SET dropped = 0"_s);
}

Result<std::int64_t> TraceQueueRepository::count(const QString &profileId)
{
    return scalar(u"SELECT count(*) FROM trace_queue WHERE profile_id = ?"_s, {profileId});
}

Result<std::int64_t> TraceQueueRepository::droppedCount()
{
    return scalar(u"SELECT dropped FROM trace_queue_losses"_s);
}

} // namespace sekisho::storage
