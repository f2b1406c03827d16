// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "observation.h"
#include "tracefilter.h"

#include <storage/database.h>

namespace sekisho::storage {

/// The tables of traces.db (":/storage/traces"). Lives on the database's thread and borrows it. Writers group
/// their calls in one transaction of the database.
class TraceRepository
{
public:
    explicit TraceRepository(Database &database);

    /// Inserts or replaces; `createdAt` of a row that is already there stays.
    core::Result<void> save(const Trace &trace);
    core::Result<void> save(const Observation &observation);
    /// Inserts only; a session that is there stays as it is.
    core::Result<void> save(const TraceSession &session);

    core::Result<std::optional<Trace>> trace(const QString &id);
    core::Result<std::optional<TraceOverview>> overview(const QString &traceId);
    /// By start time.
    core::Result<QList<Observation>> observationsOf(const QString &traceId);
    /// The latest one of this id, whatever its trace.
    core::Result<std::optional<Observation>> observation(const QString &id);
    core::Result<std::optional<TraceSession>> session(const QString &id);
    /// By timestamp.
    core::Result<QList<Trace>> tracesOf(const QString &sessionId);

    core::Result<Page<TraceOverview>> traces(const TraceFilter &filter, PageRequest page);
    /// Newest first.
    core::Result<Page<TraceSession>> sessions(const SessionFilter &filter, PageRequest page);
    /// Latest start first.
    core::Result<Page<Observation>> observations(const ObservationFilter &filter, PageRequest page);

private:
    core::Result<void> replaceTags(const Trace &trace);
    core::Result<void> addTotals(TraceOverview &overview);
    core::Result<std::int64_t> count(const QString &sql, const QVariantList &values);

    Database &m_database;
};

} // namespace sekisho::storage
