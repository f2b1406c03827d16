// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spanrecord.h"

#include <storage/traces/tracerepository.h>

namespace sekisho::traces {

/// Traces in their database. Opened, used and closed on one thread; every call blocks on the database.
class TraceStore
{
public:
    /// ErrorKind::Storage when the file cannot be used, Unsupported when a newer program wrote it.
    static core::Result<std::unique_ptr<TraceStore>> open(const QString &path);

    /// Stores all of a batch in one transaction; when it returns success, the batch is committed. A span that
    /// is there already is replaced; traces are merged.
    core::Result<void> ingest(const QList<SpanRecord> &spans, core::Timestamp now);

    storage::TraceRepository &repository() { return m_repository; }

private:
    explicit TraceStore(std::unique_ptr<storage::Database> database);
    core::Result<void> store(const QList<SpanRecord> &spans, core::Timestamp now);

    std::unique_ptr<storage::Database> m_database;
    storage::TraceRepository m_repository;
};

} // namespace sekisho::traces
