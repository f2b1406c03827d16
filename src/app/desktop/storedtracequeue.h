// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktopstore.h"

#include <client/langfuse/tracequeue.h>
#include <core/clock.h>

namespace sekisho::app {

/// The queue of traces in desktop.db.
class StoredTraceQueue final : public client::TraceQueue
{
public:
    /// Both are borrowed.
    StoredTraceQueue(DesktopStore *store, const core::Clock *clock);

    core::Async<std::int64_t> enqueue(const QString &profileId, const QByteArray &payload) override;
    core::Async<std::optional<client::QueuedTrace>> next(const QString &profileId) override;
    core::Async<void> markFailed(std::int64_t id, const QString &reason) override;
    core::Async<void> remove(std::int64_t id) override;
    core::Async<void> drop(std::int64_t id) override;
    core::Async<std::int64_t> count(const QString &profileId) override;
    core::Async<std::int64_t> lostCount() override;
    core::Async<void> forgetLosses() override;

private:
    DesktopStore *m_store;
    const core::Clock *m_clock;
};

} // namespace sekisho::app
