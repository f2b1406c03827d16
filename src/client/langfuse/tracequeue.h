// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>
#include <core/timestamp.h>

namespace sekisho::client {

/// One export request waiting on disk: an OTLP JSON body, which holds the conversation but no key.
struct QueuedTrace {
    std::int64_t id = 0; ///< grows with the order of enqueueing
    QString profileId;
    QByteArray payload;
    int attempts = 0; ///< failed ones
    core::Timestamp queuedAt;
};

/// The queue on disk between a finished turn and Langfuse. Futures end on any thread, in the order of the
/// calls; nothing blocks the caller. What enqueue() has confirmed survives the end of the program.
class TraceQueue
{
public:
    virtual ~TraceQueue() = default;
    virtual core::Async<std::int64_t> enqueue(const QString &profileId, const QByteArray &payload) = 0;
    /// The oldest one of this profile; it stays in the queue until remove().
    virtual core::Async<std::optional<QueuedTrace>> next(const QString &profileId) = 0;
    virtual core::Async<void> markFailed(std::int64_t id, const QString &reason) = 0;
    virtual core::Async<void> remove(std::int64_t id) = 0;
    /// Gives one up for good: removes it and counts it as lost.
    virtual core::Async<void> drop(std::int64_t id) = 0;
    virtual core::Async<std::int64_t> count(const QString &profileId) = 0;
    /// Given up by drop() or for want of room, over all profiles and runs, since forgetLosses().
    virtual core::Async<std::int64_t> lostCount() = 0;
    virtual core::Async<void> forgetLosses() = 0;
};

} // namespace sekisho::client
