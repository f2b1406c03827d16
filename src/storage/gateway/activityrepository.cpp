// SPDX-License-Identifier: GPL-3.0-or-later
#include "activityrepository.h"

#include "columns.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

const QString &sums()
{
    static const QString columns =
        u"CAST(SUM(spend) AS BIGINT), CAST(SUM(prompt_tokens) AS BIGINT), CAST(SUM(completion_tokens) AS "
        u"BIGINT), CAST(SUM(cached_tokens) AS BIGINT), CAST(SUM(requests) AS BIGINT), "
        "CAST(SUM(successes) AS BIGINT), CAST(SUM(failures) AS BIGINT)"_s;
    return columns;
}

UsageSums readSums(const Row &row, int first)
{
    return {readMoney(row, first),  row.integer(first + 1), row.integer(first + 2), row.integer(first + 3),
            row.integer(first + 4), row.integer(first + 5), row.integer(first + 6)};
}

UsageKind readKind(const Row &row, int first)
{
    return {row.integer(first), row.text(first + 1), row.text(first + 2), row.text(first + 3),
            row.text(first + 4)};
}

void addList(Where &where, const QString &condition, const QStringList &values)
{
    if (values.isEmpty())
        return where.add(u"1 = 0"_s);
    QStringList marks(values.size(), u"?"_s);
    QVariantList bound;
    for (const QString &value : values)
        bound.append(value);
    where.add(condition.arg(marks.join(u", "_s)), bound);
}

void addKind(Where &where, const ActivityFilter &filter)
{
    where.add(u"day >= ? AND day < ?"_s, {qlonglong(filter.fromDay), qlonglong(filter.untilDay)});
    if (filter.model)
        where.add(u"(model_group = ? OR model = ?)"_s, {*filter.model, *filter.model});
}

Where conditions(const ActivityFilter &filter)
{
    Where where;
    where.add(u"entity_type = ?"_s, {filter.entityType});
    if (filter.entityIds)
        addList(where, u"entity_id IN (%1)"_s, *filter.entityIds);
    if (filter.ownKeys)
        addList(where, u"api_key IN (%1)"_s, *filter.ownKeys);
    if (!filter.excludedIds.isEmpty())
        addList(where, u"entity_id NOT IN (%1)"_s, filter.excludedIds);
    where.addEqual(u"api_key"_s, filter.apiKey);
    addKind(where, filter);
    return where;
}

bool isEverybody(const ActivityFilter &filter)
{
    return !filter.entityIds && filter.excludedIds.isEmpty() && !filter.apiKey && !filter.ownKeys;
}

Where conditionsOfTotals(const ActivityFilter &filter)
{
    Where where;
    addKind(where, filter);
    return where;
}

} // namespace

Result<QList<ActivityRow>> ActivityRepository::rows(const ActivityFilter &filter, Page page)
{
    const Where where = conditions(filter);
    return m_database.select<ActivityRow>(
        u"SELECT entity_id, api_key, day, model, model_group, provider, endpoint, spend, prompt_tokens, "
        "completion_tokens, cached_tokens, requests, successes, failures FROM daily_spend%1 "
        "ORDER BY day DESC LIMIT ? OFFSET ?"_s.arg(where.sql()),
        where.values() + QVariantList{qlonglong(page.limit), qlonglong(page.offset)}, [](const Row &row) {
            return ActivityRow{row.text(0), row.text(1), readKind(row, 2), readSums(row, 7)};
        });
}

Result<std::int64_t> ActivityRepository::countRows(const ActivityFilter &filter, std::int64_t most)
{
    const Where where = conditions(filter);
    const auto count = m_database.selectOne<std::int64_t>(
        u"SELECT COUNT(*) FROM (SELECT 1 FROM daily_spend%1 LIMIT ?) AS counted"_s.arg(where.sql()),
        where.values() + QVariantList{qlonglong(most)}, [](const Row &row) { return row.integer(0); });
    if (!count)
        return core::fail(count.error());
    return count->value_or(0);
}

Result<QList<ActivityRow>> ActivityRepository::totals(const ActivityFilter &filter)
{
    const Where where = conditionsOfTotals(filter);
    return m_database.select<ActivityRow>(
        u"SELECT day, model, model_group, provider, endpoint, spend, prompt_tokens, completion_tokens, "
        "cached_tokens, requests, successes, failures FROM daily_totals%1 ORDER BY day DESC"_s.arg(
            where.sql()),
        where.values(), [](const Row &row) {
            return ActivityRow{{}, {}, readKind(row, 0), readSums(row, 5)};
        });
}

Result<QList<NamedUsage>> ActivityRepository::namedSums(const QString &sql, const QVariantList &values)
{
    return m_database.select<NamedUsage>(sql, values, [](const Row &row) {
        return NamedUsage{row.text(0), readSums(row, 1)};
    });
}

Result<QList<DayUsage>> ActivityRepository::daySums(const QString &sql, const QVariantList &values)
{
    return m_database.select<DayUsage>(sql, values, [](const Row &row) {
        return DayUsage{row.integer(0), row.text(1), readSums(row, 2)};
    });
}

Result<QList<NamedUsage>> ActivityRepository::byEntity(const ActivityFilter &filter, std::int64_t most)
{
    const Where where = conditions(filter);
    return namedSums(
        u"SELECT entity_id, %1 FROM daily_spend%2 GROUP BY entity_id ORDER BY 2 DESC, 1 LIMIT ?"_s.arg(
            sums(), where.sql()),
        where.values() + QVariantList{qlonglong(most)});
}

Result<QList<NamedUsage>> ActivityRepository::byColumn(const QString &column, const ActivityFilter &filter,
                                                       std::int64_t most)
{
    const bool everybody = isEverybody(filter);
    const Where where = everybody ? conditionsOfTotals(filter) : conditions(filter);
    return namedSums(u"SELECT %1, %2 FROM %3%4 GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?"_s.arg(
                         column, sums(), everybody ? u"daily_totals"_s : u"daily_spend"_s, where.sql()),
                     where.values() + QVariantList{qlonglong(most)});
}

Result<QList<DayUsage>> ActivityRepository::byDay(const ActivityFilter &filter)
{
    return byDayAnd(u"''"_s, filter);
}

Result<QList<DayUsage>> ActivityRepository::byDayAnd(const QString &column, const ActivityFilter &filter)
{
    const bool everybody = isEverybody(filter);
    const Where where = everybody ? conditionsOfTotals(filter) : conditions(filter);
    return daySums(u"SELECT day, %1, %2 FROM %3%4 GROUP BY 1, 2 ORDER BY 1, 2"_s.arg(
                       column, sums(), everybody ? u"daily_totals"_s : u"daily_spend"_s, where.sql()),
                   where.values());
}

Result<QList<DayUsage>> ActivityRepository::byDayAndEntity(const ActivityFilter &filter)
{
    const Where where = conditions(filter);
    return daySums(u"SELECT day, entity_id, %1 FROM daily_spend%2 GROUP BY 1, 2 ORDER BY 1, 2"_s.arg(
                       sums(), where.sql()),
                   where.values());
}

Result<QList<DayUsage>> ActivityRepository::rateLimited(const ActivityFilter &filter,
                                                        const std::optional<QString> &group)
{
    Where where;
    where.add(u"(CASE WHEN status = 'success' THEN 1 ELSE 0 END) = 0 AND http_status = 429"_s);
    where.add(u"start_time >= ? AND start_time < ?"_s,
              {bind(startOfDay(filter.fromDay)), bind(startOfDay(filter.untilDay))});
    where.addEqual(u"COALESCE(model_group, '')"_s, group);
    return m_database.select<DayUsage>(
        u"SELECT start_time / 86400000000, api_base, COUNT(*) FROM spend_logs%1 GROUP BY 1, 2 ORDER BY 1, 2"_s
            .arg(where.sql()),
        where.values(), [](const Row &row) {
            return DayUsage{row.integer(0), row.text(1), {.requests = row.integer(2)}};
        });
}

// From each name the index leads straight to the next, past all their rows.
Result<QStringList> ActivityRepository::names(const QString &entityType, std::int64_t most,
                                              const QString &after)
{
    static const QString sql =
        u"WITH RECURSIVE seen (name) AS ("
        "SELECT MIN(entity_id) FROM daily_spend WHERE entity_type = ? AND entity_id > ? "
        "UNION ALL SELECT (SELECT MIN(entity_id) FROM daily_spend WHERE entity_type = ? AND entity_id > "
        "seen.name) "
        "FROM seen WHERE seen.name IS NOT NULL) "
        "SELECT name FROM seen WHERE name IS NOT NULL LIMIT ?"_s;
    return m_database.select<QString>(sql, {entityType, after, entityType, qlonglong(most)},
                                      [](const Row &row) { return row.text(0); });
}

Result<QList<SpendingUser>> ActivityRepository::users(const std::optional<QString> &userId, Page page)
{
    Where where;
    where.addEqual(u"user_id"_s, userId);
    return m_database.select<SpendingUser>(
        u"SELECT user_id, user_email, user_alias, user_role, spend, max_budget FROM users%1 ORDER BY user_id "
        "LIMIT ? OFFSET ?"_s.arg(where.sql()),
        where.values() + QVariantList{qlonglong(page.limit), qlonglong(page.offset)}, [](const Row &row) {
            return SpendingUser{row.text(0),         row.optionalText(1), row.optionalText(2),
                                row.optionalText(3), readMoney(row, 4),   readOptionalMoney(row, 5)};
        });
}

Result<QStringList> ActivityRepository::teamsOf(const QString &userId)
{
    return m_database.select<QString>(u"SELECT team_id FROM team_members WHERE user_id = ? ORDER BY 1"_s,
                                      {userId}, [](const Row &row) { return row.text(0); });
}

// A list that is bound value by value must end somewhere; the newest keys are the ones in use.
Result<QStringList> ActivityRepository::keysOf(const QString &userId)
{
    constexpr int MostKeys = 500;
    return m_database.select<QString>(
        u"SELECT token FROM verification_tokens WHERE user_id = ? ORDER BY created_at DESC LIMIT ?"_s,
        {userId, MostKeys}, [](const Row &row) { return row.text(0); });
}

} // namespace sekisho::storage
