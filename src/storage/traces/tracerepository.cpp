// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracerepository.h"

#include "tracerows.h"
#include "whereclause.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

/// "?, ?, ..." for a column list.
QString marksFor(const QString &columns)
{
    return QStringList(columns.count(u',') + 1, u"?"_s).join(u", "_s);
}

/// "a = excluded.a, ..." for every column but those that identify a row or never change.
QString assignments(const QString &columns, const QStringList &kept)
{
    QStringList list;
    for (const QString &column : columns.split(u", "_s)) {
        if (!kept.contains(column))
            list.append(u"%1 = excluded.%1"_s.arg(column));
    }
    return list.join(u", "_s);
}

QString upsert(const QString &table, const QString &columns, const QStringList &key)
{
    return u"INSERT INTO %1 (%2) VALUES (%3) ON CONFLICT (%4) DO UPDATE SET %5"_s.arg(
        table, columns, marksFor(columns), key.join(u", "_s),
        assignments(columns, key + QStringList(u"created_at"_s)));
}

QString columnOf(TraceOrder order)
{
    switch (order) {
    case TraceOrder::Id:
        return u"id"_s;
    case TraceOrder::Timestamp:
        return u"timestamp_ns"_s;
    case TraceOrder::Name:
        return u"name"_s;
    case TraceOrder::UserId:
        return u"user_id"_s;
    case TraceOrder::Release:
        return u"release"_s;
    case TraceOrder::Version:
        return u"version"_s;
    case TraceOrder::Public:
        return u"public"_s;
    case TraceOrder::Bookmarked:
        return u"bookmarked"_s;
    case TraceOrder::SessionId:
        return u"session_id"_s;
    }
    Q_UNREACHABLE();
}

QString orderClause(const QString &column, bool descending)
{
    const QString direction = descending ? u"DESC"_s : u"ASC"_s;
    return column == u"id" ? u" ORDER BY id %1"_s.arg(direction)
                           : u" ORDER BY %1 %2, id %2"_s.arg(column, direction);
}

QVariantList withPage(QVariantList values, PageRequest page)
{
    return values << page.limit << qint64(page.page - 1) * page.limit;
}

WhereClause conditions(const TraceFilter &filter)
{
    WhereClause where;
    where.addIf(u"user_id = ?"_s, filter.userId);
    where.addIf(u"session_id = ?"_s, filter.sessionId);
    where.addIf(u"name = ?"_s, filter.name);
    where.addIf(u"version = ?"_s, filter.version);
    where.addIf(u"release = ?"_s, filter.release);
    for (const QString &tag : filter.tags)
        where.add(u"id IN (SELECT trace_id FROM trace_tags WHERE tag = ?)"_s, tag);
    where.addAnyOf(u"environment"_s, filter.environments);
    where.addIf(u"timestamp_ns >= ?"_s, toNanos(filter.from));
    where.addIf(u"timestamp_ns < ?"_s, toNanos(filter.to));
    return where;
}

WhereClause conditions(const SessionFilter &filter)
{
    WhereClause where;
    where.addAnyOf(u"environment"_s, filter.environments);
    if (filter.from)
        where.add(u"created_at >= ?"_s, bind(*filter.from));
    if (filter.to)
        where.add(u"created_at < ?"_s, bind(*filter.to));
    return where;
}

WhereClause conditions(const ObservationFilter &filter)
{
    WhereClause where;
    where.addIf(u"trace_id = ?"_s, filter.traceId);
    where.addIf(u"name = ?"_s, filter.name);
    where.addIf(u"trace_id IN (SELECT id FROM traces WHERE user_id = ?)"_s, filter.userId);
    where.addIf(u"type = ?"_s, filter.type);
    where.addIf(u"level = ?"_s, filter.level);
    where.addIf(u"parent_id = ?"_s, filter.parentId);
    where.addIf(u"version = ?"_s, filter.version);
    where.addAnyOf(u"environment"_s, filter.environments);
    where.addIf(u"start_ns >= ?"_s, toNanos(filter.from));
    where.addIf(u"start_ns < ?"_s, toNanos(filter.to));
    return where;
}

} // namespace

TraceRepository::TraceRepository(Database &database)
    : m_database(database)
{
}

Result<void> TraceRepository::save(const Trace &trace)
{
    static const QString sql = upsert(u"traces"_s, TraceColumns, {u"id"_s});
    if (auto saved = m_database.execute(sql, traceValues(trace)); !saved)
        return core::fail(saved.error());
    return replaceTags(trace);
}

Result<void> TraceRepository::replaceTags(const Trace &trace)
{
    auto done = m_database.execute(u"DELETE FROM trace_tags WHERE trace_id = ?"_s, {trace.id});
    for (const QString &tag : trace.tags) {
        if (!done)
            break;
        done = m_database.execute(u"INSERT OR IGNORE INTO trace_tags (tag, trace_id) VALUES (?, ?)"_s,
                                  {tag, trace.id});
    }
    if (!done)
        return core::fail(done.error());
    return {};
}

Result<void> TraceRepository::save(const Observation &observation)
{
    static const QString columns = ObservationColumns + u", total_cost_nanos"_s;
    static const QString sql = upsert(u"observations"_s, columns, {u"trace_id"_s, u"id"_s});
    const auto nanos = core::Money::fromUsd(observation.totalCost.value_or(0)).nanos();
    const auto values = observationValues(observation) << qint64(nanos);
    if (auto saved = m_database.execute(sql, values); !saved)
        return core::fail(saved.error());
    return {};
}

Result<void> TraceRepository::save(const TraceSession &session)
{
    const auto saved =
        m_database.execute(u"INSERT OR IGNORE INTO sessions (id, environment, created_at) VALUES (?, ?, ?)"_s,
                           {session.id, session.environment, bind(session.createdAt)});
    if (!saved)
        return core::fail(saved.error());
    return {};
}

Result<std::optional<Trace>> TraceRepository::trace(const QString &id)
{
    static const QString sql = u"SELECT %1 FROM traces WHERE id = ?"_s.arg(TraceColumns);
    return m_database.selectOne<Trace>(sql, {id}, readTrace);
}

Result<std::optional<TraceOverview>> TraceRepository::overview(const QString &traceId)
{
    auto found = trace(traceId);
    if (!found)
        return core::fail(found.error());
    if (!*found)
        return std::optional<TraceOverview>();
    TraceOverview overview{.trace = std::move(**found)};
    if (auto added = addTotals(overview); !added)
        return core::fail(added.error());
    return std::optional(std::move(overview));
}

Result<void> TraceRepository::addTotals(TraceOverview &overview)
{
    const auto add = [&overview](const Row &row) {
        const SpanTime start = fromNanos(row.integer(0));
        const SpanTime end = fromNanos(row.optionalInteger(2).value_or(row.integer(0)));
        overview.start = std::min(overview.start.value_or(start), start);
        overview.end = std::max({overview.end.value_or(end), start, end});
        overview.totalCost += core::Money::fromNanos(row.integer(3));
        overview.observationIds.append(row.text(1));
    };
    return m_database.forEach(u"SELECT start_ns, id, end_ns, total_cost_nanos FROM observations "
                              "WHERE trace_id = ? ORDER BY start_ns, id"_s,
                              {overview.trace.id}, add);
}

Result<QList<Observation>> TraceRepository::observationsOf(const QString &traceId)
{
    static const QString sql =
        u"SELECT %1 FROM observations WHERE trace_id = ? ORDER BY start_ns, id"_s.arg(ObservationColumns);
    return m_database.select<Observation>(sql, {traceId}, readObservation);
}

Result<std::optional<Observation>> TraceRepository::observation(const QString &id)
{
    static const QString sql =
        u"SELECT %1 FROM observations WHERE id = ? ORDER BY start_ns DESC LIMIT 1"_s.arg(ObservationColumns);
    return m_database.selectOne<Observation>(sql, {id}, readObservation);
}

Result<std::optional<TraceSession>> TraceRepository::session(const QString &id)
{
    return m_database.selectOne<TraceSession>(
        u"SELECT id, environment, created_at FROM sessions WHERE id = ?"_s, {id}, readSession);
}

Result<QList<Trace>> TraceRepository::tracesOf(const QString &sessionId)
{
    static const QString sql =
        u"SELECT %1 FROM traces WHERE session_id = ? ORDER BY timestamp_ns, id"_s.arg(TraceColumns);
    return m_database.select<Trace>(sql, {sessionId}, readTrace);
}

Result<Page<TraceOverview>> TraceRepository::traces(const TraceFilter &filter, PageRequest page)
{
    const WhereClause where = conditions(filter);
    const auto total = count(u"SELECT COUNT(*) FROM traces"_s + where.sql(), where.values());
    if (!total)
        return core::fail(total.error());
    const QString sql = u"SELECT %1 FROM traces"_s.arg(TraceColumns) + where.sql() +
                        orderClause(columnOf(filter.orderBy), filter.descending) + u" LIMIT ? OFFSET ?"_s;
    const auto read = [](const Row &row) { return TraceOverview{.trace = readTrace(row)}; };
    auto items = m_database.select<TraceOverview>(sql, withPage(where.values(), page), read);
    if (!items)
        return core::fail(items.error());
    for (TraceOverview &item : *items) {
        if (auto added = addTotals(item); !added)
            return core::fail(added.error());
    }
    return Page<TraceOverview>{std::move(*items), *total};
}

Result<Page<TraceSession>> TraceRepository::sessions(const SessionFilter &filter, PageRequest page)
{
    const WhereClause where = conditions(filter);
    const auto total = count(u"SELECT COUNT(*) FROM sessions"_s + where.sql(), where.values());
    if (!total)
        return core::fail(total.error());
    const QString sql = u"SELECT id, environment, created_at FROM sessions"_s + where.sql() +
                        orderClause(u"created_at"_s, true) + u" LIMIT ? OFFSET ?"_s;
    auto items = m_database.select<TraceSession>(sql, withPage(where.values(), page), readSession);
    if (!items)
        return core::fail(items.error());
    return Page<TraceSession>{std::move(*items), *total};
}

Result<Page<Observation>> TraceRepository::observations(const ObservationFilter &filter, PageRequest page)
{
    const WhereClause where = conditions(filter);
    const auto total = count(u"SELECT COUNT(*) FROM observations"_s + where.sql(), where.values());
    if (!total)
        return core::fail(total.error());
    const QString sql = u"SELECT %1 FROM observations"_s.arg(ObservationColumns) + where.sql() +
                        orderClause(u"start_ns"_s, true) + u" LIMIT ? OFFSET ?"_s;
    auto items = m_database.select<Observation>(sql, withPage(where.values(), page), readObservation);
    if (!items)
        return core::fail(items.error());
    return Page<Observation>{std::move(*items), *total};
}

Result<std::int64_t> TraceRepository::count(const QString &sql, const QVariantList &values)
{
    const auto read = [](const Row &row) { return row.integer(0); };
    const auto found = m_database.selectOne<std::int64_t>(sql, values, read);
    if (!found)
        return core::fail(found.error());
    return found->value_or(0);
}

} // namespace sekisho::storage
