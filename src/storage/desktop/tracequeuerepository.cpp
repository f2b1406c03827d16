// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracequeuerepository.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

QueuedTrace readTrace(const Row &row)
{
    return {row.integer(0), row.text(1), row.bytes(2), row.time(3), row.time(4), row.integer(5)};
}

std::int64_t readInteger(const Row &row)
{
    return row.integer(0);
}

Result<void> done(const Result<std::int64_t> &changed)
{
    if (!changed)
        return core::fail(changed.error());
    return {};
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
    if (payload.size() > m_capacity)
        return core::fail(core::ErrorKind::TooLarge, u"The trace is larger than its queue"_s);
    std::int64_t id = 0;
    auto added = m_database.transaction([&]() -> Result<void> {
        if (auto room = makeRoom(payload.size()); !room)
            return room;
        auto inserted = done(m_database.execute(u"INSERT INTO trace_queue (profile_id, payload, created_at, "
                                                "next_attempt_at, attempts) VALUES (?, ?, ?, ?, 0)"_s,
                                                {profileId, payload, bind(now), bind(now)}));
        if (!inserted)
            return inserted;
        const auto last = scalar(u"SELECT max(id) FROM trace_queue"_s);
        id = last.value_or(0);
        return last ? Result<void>() : Result<void>(core::fail(last.error()));
    });
    if (!added)
        return core::fail(added.error());
    return id;
}

Result<void> TraceQueueRepository::makeRoom(std::int64_t bytes)
{
    auto held = scalar(u"SELECT coalesce(sum(length(payload)), 0) FROM trace_queue"_s);
    while (held && *held + bytes > m_capacity) {
        const auto oldest =
            m_database.execute(u"DELETE FROM trace_queue WHERE id = (SELECT min(id) FROM trace_queue)"_s);
        if (!oldest)
            return core::fail(oldest.error());
        if (auto noted = m_database.execute(u"UPDATE trace_queue_losses SET dropped = dropped + 1"_s); !noted)
            return core::fail(noted.error());
        held = scalar(u"SELECT coalesce(sum(length(payload)), 0) FROM trace_queue"_s);
    }
    return done(held);
}

Result<std::int64_t> TraceQueueRepository::scalar(const QString &sql)
{
    const auto value = m_database.selectOne<std::int64_t>(sql, {}, readInteger);
    if (!value)
        return core::fail(value.error());
    return value->value_or(0);
}

Result<std::optional<QueuedTrace>> TraceQueueRepository::nextDue(core::Timestamp now)
{
    return m_database.selectOne<QueuedTrace>(
        u"SELECT id, profile_id, payload, created_at, next_attempt_at, attempts FROM "
        "trace_queue WHERE next_attempt_at <= ? ORDER BY id LIMIT 1"_s,
        {bind(now)}, readTrace);
}

Result<std::optional<core::Timestamp>> TraceQueueRepository::nextAttempt()
{
    return m_database.selectOne<core::Timestamp>(
        u"SELECT next_attempt_at FROM trace_queue ORDER BY next_attempt_at LIMIT 1"_s, {},
        [](const Row &row) { return row.time(0); });
}

Result<void> TraceQueueRepository::markFailed(std::int64_t id, core::Timestamp nextAttemptAt,
                                              std::int64_t attempts)
{
    return done(m_database.execute(
        u"UPDATE trace_queue SET next_attempt_at = ?, attempts = ? WHERE id = ?"_s,
        {bind(nextAttemptAt), static_cast<qlonglong>(attempts), static_cast<qlonglong>(id)}));
}

Result<void> TraceQueueRepository::retryNow(const QString &profileId, core::Timestamp now)
{
    return done(m_database.execute(u"UPDATE trace_queue SET next_attempt_at = ? WHERE profile_id = ?"_s,
                                   {bind(now), profileId}));
}

Result<void> TraceQueueRepository::remove(std::int64_t id)
{
    return done(m_database.execute(u"DELETE FROM trace_queue WHERE id = ?"_s, {static_cast<qlonglong>(id)}));
}

Result<std::int64_t> TraceQueueRepository::count()
{
    return scalar(u"SELECT count(*) FROM trace_queue"_s);
}

Result<std::int64_t> TraceQueueRepository::droppedCount()
{
    return scalar(u"SELECT dropped FROM trace_queue_losses"_s);
}

} // namespace sekisho::storage
