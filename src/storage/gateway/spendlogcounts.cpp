// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendlogcounts.h"

#include "dailysums.h"

#include <limits>

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::fail;
using core::Result;

namespace {

constexpr std::int64_t HoursPerDay = 24;
constexpr std::int64_t MicrosPerHour = 3'600'000'000;

DayCount readDay(const Row &row)
{
    return {row.integer(0), row.integer(1)};
}

int conditionCount(const SpendLogFilter &filter)
{
    int count = 0;
    for (const auto *named :
         {&filter.requestId, &filter.apiKey, &filter.user, &filter.teamId, &filter.organizationId,
          &filter.endUser, &filter.sessionId, &filter.model, &filter.modelId, &filter.provider})
        count += named->has_value() ? 1 : 0;
    return count + (filter.succeeded ? 1 : 0);
}

QString countColumn(const SpendLogFilter &filter)
{
    if (!filter.succeeded)
        return u"requests"_s;
    return *filter.succeeded ? u"successes"_s : u"failures"_s;
}

} // namespace

Result<std::int64_t> SpendLogCounts::countRows(const SpendLogFilter &filter, std::int64_t most)
{
    const Where where = conditions(filter);
    const auto count = m_database.selectOne<std::int64_t>(
        u"SELECT COUNT(*) FROM (SELECT 1 FROM spend_logs%1 LIMIT ?) AS counted"_s.arg(where.sql()),
        where.values() + QVariantList{qlonglong(most)}, [](const Row &row) { return row.integer(0); });
    if (!count)
        return fail(count.error());
    return count->value_or(0);
}

Result<RowCount> SpendLogCounts::count(const SpendLogFilter &filter)
{
    const auto byDay = days(filter);
    if (!byDay)
        return fail(byDay.error());
    RowCount count;
    if (*byDay) {
        for (const DayCount &day : **byDay)
            count.value += day.requests;
        return count;
    }
    const auto counted = countRows(filter, RowCount::MostCounted + 1);
    if (!counted)
        return fail(counted.error());
    count.isAtLeast = *counted > RowCount::MostCounted;
    count.value = std::min(*counted, RowCount::MostCounted);
    return count;
}

Result<SpendLogCounts::Place> SpendLogCounts::locate(const SpendLogFilter &filter, std::int64_t offset,
                                                     std::int64_t limit)
{
    constexpr std::int64_t QuicklyPassed = 1000;
    Place place{filter, offset};
    // The first rows of one index are there at once; of several conditions, the sums know where to look.
    if (offset <= QuicklyPassed && conditionCount(filter) <= 1)
        return place;
    const auto byDay = days(filter);
    if (!byDay)
        return fail(byDay.error());
    if (*byDay)
        narrow(place, **byDay, limit);
    return place;
}

void SpendLogCounts::narrow(Place &place, const QList<DayCount> &days, std::int64_t limit)
{
    const auto from = place.filter.from.value_or(core::Timestamp());
    bool isInside = false;
    std::int64_t wanted = 0;
    for (const DayCount &day : days) {
        if (!isInside && place.offset >= day.requests) {
            place.offset -= day.requests;
            continue;
        }
        const auto end = startOfDay(day.day + 1);
        if (!isInside && (!place.filter.until || end < *place.filter.until))
            place.filter.until = end;
        wanted = isInside ? wanted - day.requests : place.offset + limit - day.requests;
        isInside = true;
        place.filter.from = std::max(from, startOfDay(day.day));
        if (wanted <= 0)
            return;
    }
    if (!isInside)
        place.filter.until = from;
}

Result<std::optional<core::Timestamp>> SpendLogCounts::edge(const QString &direction)
{
    return m_database.selectOne<core::Timestamp>(
        u"SELECT start_time FROM spend_logs ORDER BY start_time %1 LIMIT 1"_s.arg(direction), {},
        [](const Row &row) { return row.time(0); });
}

Result<std::optional<QList<DayCount>>> SpendLogCounts::days(const SpendLogFilter &filter)
{
    if (!sumsKnow(filter))
        return std::optional<QList<DayCount>>();
    const auto oldest = edge(u"ASC"_s);
    const auto newest = edge(u"DESC"_s);
    if (!oldest || !newest)
        return fail(oldest ? newest.error() : oldest.error());
    QList<DayCount> all;
    if (!*oldest || !*newest)
        return std::optional(all);
    // Sums outlive the rows that were deleted for their age, so the oldest day is always counted.
    const auto from = std::max(filter.from.value_or(**oldest), **oldest);
    // Behind the newest row a day is as whole as it gets.
    const bool isOpen = !filter.until || *filter.until > **newest;
    const auto until = isOpen ? startOfDay(dayOf(**newest) + 1) : *filter.until;
    if (from >= until)
        return std::optional(all);
    const std::int64_t firstDay = dayOf(from) + 1;
    const std::int64_t lastDay = dayOf(until);
    if (firstDay > lastDay) {
        if (auto done = addPartOfDay(filter, from, until, all); !done)
            return fail(done.error());
        return std::optional(all);
    }
    if (auto done = addPartOfDay(filter, startOfDay(lastDay), until, all); !done)
        return fail(done.error());
    const auto whole = summedDays(filter, firstDay, lastDay);
    if (!whole)
        return fail(whole.error());
    all += *whole;
    if (auto done = addPartOfDay(filter, from, startOfDay(firstDay), all); !done)
        return fail(done.error());
    return std::optional(all);
}

Result<void> SpendLogCounts::addPartOfDay(const SpendLogFilter &filter, core::Timestamp from,
                                          core::Timestamp until, QList<DayCount> &days)
{
    if (from >= until)
        return {};
    SpendLogFilter part = filter;
    part.from = from;
    part.until = until;
    const auto count = conditionCount(filter) == 0
                           ? countAll(from, until)
                           : countRows(part, std::numeric_limits<std::int64_t>::max());
    if (!count)
        return fail(count.error());
    days.append({dayOf(from), *count});
    return {};
}

Result<std::int64_t> SpendLogCounts::countAll(core::Timestamp from, core::Timestamp until)
{
    const std::int64_t firstHour = (core::toMicros(from) + MicrosPerHour - 1) / MicrosPerHour;
    const std::int64_t lastHour = core::toMicros(until) / MicrosPerHour;
    const bool hasWholeHours = firstHour < lastHour;
    const auto before = hasWholeHours ? core::fromMicros(firstHour * MicrosPerHour) : until;
    const auto after = hasWholeHours ? core::fromMicros(lastHour * MicrosPerHour) : until;
    const auto count = m_database.selectOne<std::int64_t>(
        u"SELECT (SELECT COUNT(*) FROM spend_logs WHERE start_time >= ? AND start_time < ?) + "
        "(SELECT CAST(COALESCE(SUM(requests), 0) AS BIGINT) FROM spend_log_hours WHERE hour >= ? AND hour < "
        "?) "
        "+ (SELECT COUNT(*) FROM spend_logs WHERE start_time >= ? AND start_time < ?)"_s,
        {bind(from), bind(before), qlonglong(firstHour), qlonglong(lastHour), bind(after), bind(until)},
        [](const Row &row) { return row.integer(0); });
    if (!count)
        return fail(count.error());
    return count->value_or(0);
}

Result<QList<DayCount>> SpendLogCounts::summedDays(const SpendLogFilter &filter, std::int64_t from,
                                                   std::int64_t until)
{
    Where where;
    const auto entity = entityOf(filter);
    const bool plain = !entity && !filter.model && !filter.provider && !filter.succeeded;
    if (plain) {
        where.add(u"hour >= ? AND hour < ?"_s,
                  {qlonglong(from * HoursPerDay), qlonglong(until * HoursPerDay)});
        return m_database.select<DayCount>(
            u"SELECT hour / 24, CAST(SUM(requests) AS BIGINT) FROM spend_log_hours%1 GROUP BY hour / 24 ORDER BY 1 DESC"_s
                .arg(where.sql()),
            where.values(), readDay);
    }
    if (entity) {
        where.add(u"entity_type = ? AND entity_id = ?"_s, {entity->type, entity->id});
        where.addEqual(u"api_key"_s, filter.apiKey);
    }
    where.add(u"day >= ? AND day < ?"_s, {qlonglong(from), qlonglong(until)});
    where.addEqual(u"model_group"_s, filter.model);
    where.addEqual(u"provider"_s, filter.provider);
    return m_database.select<DayCount>(
        u"SELECT day, CAST(SUM(%1) AS BIGINT) FROM %2%3 GROUP BY day ORDER BY 1 DESC"_s.arg(
            countColumn(filter), entity ? u"daily_spend"_s : u"daily_totals"_s, where.sql()),
        where.values(), readDay);
}

} // namespace sekisho::storage
