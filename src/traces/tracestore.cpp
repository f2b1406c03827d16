// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracestore.h"

#include "tracemerge.h"

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

/// The traces one batch touches, read once and written once.
class TraceBatch
{
public:
    TraceBatch(storage::TraceRepository &repository, core::Timestamp now)
        : m_repository(repository)
        , m_now(now)
    {
    }

    Result<void> add(const SpanRecord &record);
    Result<void> save();

private:
    Result<Trace *> traceFor(const TraceUpdate &update);

    storage::TraceRepository &m_repository;
    core::Timestamp m_now;
    std::map<QString, Trace> m_traces;
    QHash<QString, QString> m_sessions; ///< environment by id
};

Result<void> TraceBatch::add(const SpanRecord &record)
{
    Observation observation = record.observation;
    observation.createdAt = observation.updatedAt = m_now;
    if (auto saved = m_repository.save(observation); !saved)
        return saved;
    const auto trace = traceFor(record.trace);
    if (!trace)
        return core::fail(trace.error());
    mergeInto(**trace, record.trace);
    if (record.trace.sessionId && !m_sessions.contains(*record.trace.sessionId))
        m_sessions.insert(*record.trace.sessionId, observation.environment);
    return {};
}

Result<Trace *> TraceBatch::traceFor(const TraceUpdate &update)
{
    if (const auto it = m_traces.find(update.traceId); it != m_traces.end())
        return &it->second;
    auto stored = m_repository.trace(update.traceId);
    if (!stored)
        return core::fail(stored.error());
    Trace trace =
        stored->value_or(Trace{.id = update.traceId, .timestamp = update.timestamp, .createdAt = m_now});
    return &m_traces.emplace(update.traceId, std::move(trace)).first->second;
}

Result<void> TraceBatch::save()
{
    for (auto &[id, trace] : m_traces) {
        trace.updatedAt = m_now;
        if (auto saved = m_repository.save(trace); !saved)
            return saved;
    }
    for (auto it = m_sessions.cbegin(); it != m_sessions.cend(); ++it) {
        if (auto saved = m_repository.save(TraceSession{it.key(), it.value(), m_now}); !saved)
            return saved;
    }
    return {};
}

} // namespace

TraceStore::TraceStore(std::unique_ptr<storage::Database> database)
    : m_database(std::move(database))
    , m_repository(*m_database)
{
}

Result<std::unique_ptr<TraceStore>> TraceStore::open(const QString &path)
{
    auto database = storage::Database::open(path);
    if (!database)
        return core::fail(database.error());
    if (auto migrated = (*database)->migrate(u":/storage/traces"_s); !migrated)
        return core::fail(migrated.error());
    return std::unique_ptr<TraceStore>(new TraceStore(std::move(*database)));
}

Result<void> TraceStore::ingest(const QList<SpanRecord> &spans, core::Timestamp now)
{
    if (spans.isEmpty())
        return {};
    return m_database->transaction([&] { return store(spans, now); });
}

Result<void> TraceStore::store(const QList<SpanRecord> &spans, core::Timestamp now)
{
    TraceBatch batch(m_repository, now);
    for (const SpanRecord &span : spans) {
        if (auto added = batch.add(span); !added)
            return added;
    }
    return batch.save();
}

} // namespace sekisho::traces
