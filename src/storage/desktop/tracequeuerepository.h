// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/database.h>

namespace sekisho::storage {

/// One export request waiting to be sent.
struct QueuedTrace {
    std::int64_t id = 0; ///< grows with the order of enqueueing
    QString profileId;
    QByteArray payload;
    core::Timestamp createdAt;
    std::int64_t attempts = 0; ///< failed ones
    friend bool operator==(const QueuedTrace &, const QueuedTrace &) = default;
};

/// The queue on disk before each profile's trace server: oldest first, bounded in bytes over all profiles.
/// Used on the thread of its database, which must outlive it.
class TraceQueueRepository
{
public:
    static constexpr std::int64_t DefaultCapacity = 64 * 1024 * 1024;

    explicit TraceQueueRepository(Database &database, std::int64_t capacityBytes = DefaultCapacity);

    /// Drops the oldest requests if there is no room, and counts them. TooLarge if the payload alone exceeds
    /// the capacity: it counts as dropped, and those that wait stay.
    core::Result<std::int64_t> enqueue(const QString &profileId, const QByteArray &payload,
                                       core::Timestamp now);
    /// The oldest request of this profile; std::nullopt if there is none.
    core::Result<std::optional<QueuedTrace>> oldest(const QString &profileId);
    /// Counts an attempt. Succeeds if the request has been dropped meanwhile.
    core::Result<void> markFailed(std::int64_t id);
    core::Result<void> remove(std::int64_t id);
    /// Removes a request that will never be sent, and counts it. Succeeds if there is none.
    core::Result<void> drop(std::int64_t id);
    core::Result<std::int64_t> count(const QString &profileId);
    /// How many requests were dropped, by drop() or for want of room, since forgetDropped().
    core::Result<std::int64_t> droppedCount();
    core::Result<void> forgetDropped();

private:
    core::Result<void> countDropped();
    core::Result<void> makeRoom(std::int64_t bytes);
    core::Result<std::int64_t> scalar(const QString &sql, const QVariantList &values = {});

    Database &m_database;
    std::int64_t m_capacity;
};

} // namespace sekisho::storage
