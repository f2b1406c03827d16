// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/database.h>

namespace sekisho::storage {

/// One batch of trace data waiting to be sent.
struct QueuedTrace {
    std::int64_t id = 0;
    QString profileId;
    QByteArray payload;
    core::Timestamp createdAt;
    core::Timestamp nextAttemptAt;
    std::int64_t attempts = 0;
    friend bool operator==(const QueuedTrace &, const QueuedTrace &) = default;
};

/// The queue on disk before the trace server: oldest first, bounded in bytes. Used on the thread of its
/// database, which must outlive it.
class TraceQueueRepository
{
public:
    static constexpr std::int64_t DefaultCapacity = 64 * 1024 * 1024;

    explicit TraceQueueRepository(Database &database, std::int64_t capacityBytes = DefaultCapacity);

    /// Drops the oldest batches if there is no room, and counts them. TooLarge if the payload alone exceeds
    /// the capacity; then nothing is dropped.
    core::Result<std::int64_t> enqueue(const QString &profileId, const QByteArray &payload,
                                       core::Timestamp now);
    /// The oldest batch that is due at `now`; std::nullopt if none is.
    core::Result<std::optional<QueuedTrace>> nextDue(core::Timestamp now);
    /// When the next batch will be due; std::nullopt if the queue is empty.
    core::Result<std::optional<core::Timestamp>> nextAttempt();
    /// Keeps the batch for another attempt. Succeeds if it has been dropped meanwhile.
    core::Result<void> markFailed(std::int64_t id, core::Timestamp nextAttemptAt, std::int64_t attempts);
    /// Makes everything of a profile due at once, e.g. after its address was corrected.
    core::Result<void> retryNow(const QString &profileId, core::Timestamp now);
    core::Result<void> remove(std::int64_t id);
    core::Result<std::int64_t> count();
    /// How many batches were dropped for want of room since the file was made.
    core::Result<std::int64_t> droppedCount();

private:
    core::Result<void> makeRoom(std::int64_t bytes);
    core::Result<std::int64_t> scalar(const QString &sql);

    Database &m_database;
    std::int64_t m_capacity;
};

} // namespace sekisho::storage
