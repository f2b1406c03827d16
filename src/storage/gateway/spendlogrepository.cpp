// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendlogrepository.h"

#include "batchsums.h"
#include "columns.h"
#include "dailysums.h"
#include "spendlogcounts.h"

#include <algorithm>

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

constexpr std::int64_t MicrosPerDay = 86'400'000'000;

QString columns()
{
    return u"request_id, call_type, route, api_key, key_alias, team_id, budget_id, user_id, end_user, "
           u"session_id, "
           "model_group, model, model_id, provider, spend, prompt_tokens, completion_tokens, start_time, "
           "end_time, "
           "completion_start_time, status, http_status, error, request_tags, metadata, requester_ip, "
           "organization_id, api_base, cached_tokens"_s;
}

QVariantList valuesOf(const SpendLog &log)
{
    return {log.requestId,
            log.callType,
            log.route,
            bindText(log.apiKey),
            log.keyAlias,
            log.teamId,
            log.budgetId,
            log.user,
            log.endUser,
            log.sessionId,
            log.modelGroup,
            log.model,
            log.modelId,
            log.provider,
            bindMoney(log.spend),
            qlonglong(log.promptTokens),
            qlonglong(log.completionTokens),
            bind(log.startTime),
            bind(log.endTime),
            bind(log.completionStartTime),
            log.status,
            log.httpStatus,
            log.error,
            log.tags.isEmpty() ? QVariant(u"[]"_s) : bindStrings(log.tags),
            log.metadata.empty() ? QVariant(u"{}"_s) : bindJson(log.metadata),
            log.requesterIp,
            log.organizationId,
            log.apiBase,
            qlonglong(log.cachedTokens)};
}

SpendLog readLog(const Row &row)
{
    return {.requestId = row.text(0),
            .callType = row.text(1),
            .route = row.text(2),
            .apiKey = row.bytes(3),
            .keyAlias = row.text(4),
            .teamId = row.text(5),
            .organizationId = row.text(26),
            .budgetId = row.text(6),
            .user = row.text(7),
            .endUser = row.text(8),
            .sessionId = row.text(9),
            .modelGroup = row.text(10),
            .model = row.text(11),
            .modelId = row.text(12),
            .provider = row.text(13),
            .apiBase = row.text(27),
            .spend = readMoney(row, 14),
            .promptTokens = row.integer(15),
            .completionTokens = row.integer(16),
            .cachedTokens = row.integer(28),
            .startTime = row.time(17),
            .endTime = row.time(18),
            .completionStartTime = row.optionalTime(19),
            .status = row.text(20),
            .httpStatus = static_cast<int>(row.integer(21)),
            .error = row.text(22),
            .tags = readStrings(row, 23),
            .metadata = readJson(row, 24),
            .requesterIp = row.text(25)};
}

QString orderColumn(SpendLogOrder::By by)
{
    switch (by) {
    case SpendLogOrder::By::EndTime:
        return u"end_time"_s;
    case SpendLogOrder::By::Spend:
        return u"spend"_s;
    case SpendLogOrder::By::TotalTokens:
        return u"(prompt_tokens + completion_tokens)"_s;
    case SpendLogOrder::By::StartTime:
        break;
    }
    return u"start_time"_s;
}

QString direction(bool descending)
{
    return descending ? u" DESC"_s : u" ASC"_s;
}

bool isMidnight(const std::optional<core::Timestamp> &time)
{
    return !time || startOfDay(dayOf(*time)) == *time;
}

/// Whether daily_spend can say what each user spent; its sums for others do not tell users apart.
bool sumsKnowUsers(const SpendLogFilter &filter)
{
    const bool byOther = filter.apiKey || filter.teamId || filter.organizationId || filter.endUser;
    return sumsKnow(filter) && !filter.succeeded && (filter.user || !byOther) && isMidnight(filter.from) &&
           isMidnight(filter.until);
}

Where conditionsOfUserSums(const SpendLogFilter &filter)
{
    Where where;
    where.add(u"entity_type = 'user'"_s);
    where.addEqual(u"entity_id"_s, filter.user);
    where.addEqual(u"api_key"_s, filter.apiKey);
    where.addEqual(u"model_group"_s, filter.model);
    where.addEqual(u"provider"_s, filter.provider);
    if (filter.from)
        where.add(u"day >= ?"_s, {qlonglong(dayOf(*filter.from))});
    if (filter.until)
        where.add(u"day < ?"_s, {qlonglong(dayOf(*filter.until))});
    return where;
}

} // namespace

Result<QSet<QString>> SpendLogRepository::insertMany(const QList<SpendLog> &logs)
{
    static const QString sql =
        namedInsertSql(u"spend_logs"_s, columns()) + u" ON CONFLICT (request_id) DO NOTHING"_s;
    QSet<QString> inserted;
    auto done = m_database.transaction([&]() -> Result<void> {
        const auto changed =
            m_database.executeEach(sql, logs.size(), [&](qsizetype i) { return valuesOf(logs.at(i)); });
        if (!changed)
            return core::fail(changed.error());
        BatchSums sums;
        for (qsizetype i = 0; i < logs.size(); ++i) {
            if (changed->at(std::size_t(i)) == 0)
                continue;
            inserted.insert(logs.at(i).requestId);
            sums.add(logs.at(i));
        }
        return sums.apply(m_database);
    });
    if (!done)
        return core::fail(done.error());
    return inserted;
}

Result<QList<SpendLog>> SpendLogRepository::list(const SpendLogFilter &filter, Page page, SpendLogOrder order)
{
    if (order.by != SpendLogOrder::By::StartTime)
        return sorted(filter, page, order);
    return order.descending ? newestFirst(filter, page) : oldestFirst(filter, page);
}

Result<QList<SpendLog>> SpendLogRepository::newestFirst(const SpendLogFilter &filter, Page page)
{
    const auto place = SpendLogCounts(m_database).locate(filter, page.offset, page.limit);
    if (!place)
        return core::fail(place.error());
    return selectPage(conditions(place->filter), {place->offset, page.limit}, u"start_time DESC"_s);
}

// A page near the end of a long list is found from its other end.
Result<QList<SpendLog>> SpendLogRepository::oldestFirst(const SpendLogFilter &filter, Page page)
{
    const auto total = page.offset > 0 ? count(filter) : Result<RowCount>(RowCount{0, true});
    if (!total)
        return core::fail(total.error());
    if (total->isAtLeast)
        return selectPage(conditions(filter), page, u"start_time ASC"_s);
    const std::int64_t limit = std::clamp<std::int64_t>(total->value - page.offset, 0, page.limit);
    auto rows = newestFirst(filter, {std::max<std::int64_t>(total->value - page.offset - limit, 0), limit});
    if (rows)
        std::reverse(rows->begin(), rows->end());
    return rows;
}

// Few rows are sorted; of many, those of the page are met early on the way through the order's own index.
Result<QList<SpendLog>> SpendLogRepository::sorted(const SpendLogFilter &filter, Page page,
                                                   SpendLogOrder order)
{
    const auto total = count(filter);
    if (!total)
        return core::fail(total.error());
    const bool isMany = total->isAtLeast || total->value > RowCount::MostCounted;
    const QString column = (isMany ? QString() : u"+"_s) + orderColumn(order.by);
    return selectPage(conditions(filter, isMany ? IndexUse::OfOrder : IndexUse::OfFilter), page,
                      column + direction(order.descending));
}

Result<QList<SpendLog>> SpendLogRepository::selectPage(const Where &where, Page page, const QString &order)
{
    return m_database.select<SpendLog>(
        u"SELECT %1 FROM spend_logs%2 ORDER BY %3 LIMIT ? OFFSET ?"_s.arg(columns(), where.sql(), order),
        where.values() + QVariantList{qlonglong(page.limit), qlonglong(page.offset)}, readLog);
}

Result<RowCount> SpendLogRepository::count(const SpendLogFilter &filter)
{
    return SpendLogCounts(m_database).count(filter);
}

Result<QHash<QString, std::int64_t>> SpendLogRepository::sessionSizes(const QSet<QString> &sessions,
                                                                      std::int64_t most)
{
    QHash<QString, std::int64_t> sizes;
    for (const QString &session : sessions) {
        const auto count = m_database.selectOne<std::int64_t>(
            u"SELECT COUNT(*) FROM (SELECT 1 FROM spend_logs WHERE session_id = ? LIMIT ?) AS counted"_s,
            {session, qlonglong(most)}, [](const Row &row) { return row.integer(0); });
        if (!count)
            return core::fail(count.error());
        sizes.insert(session, count->value_or(0));
    }
    return sizes;
}

Result<QList<DailySpend>> SpendLogRepository::daily(const SpendLogFilter &filter, std::int64_t most)
{
    const bool fromSums = sumsKnowUsers(filter);
    const Where where = fromSums ? conditionsOfUserSums(filter) : conditions(filter);
    const QString day = fromSums ? u"day"_s : u"start_time / %1"_s.arg(MicrosPerDay);
    const QString user = fromSums ? u"entity_id"_s : u"user_id"_s;
    const QString sql = u"SELECT %1, %2, model_group, api_key, CAST(SUM(spend) AS BIGINT) FROM %3%4 GROUP BY "
                        u"%1, %2, model_group, api_key "
                        "ORDER BY %1, %2, model_group, api_key LIMIT ?"_s.arg(
                            day, user, fromSums ? u"daily_spend"_s : u"spend_logs"_s, where.sql());
    return m_database.select<DailySpend>(sql, where.values() + QVariantList{qlonglong(most)},
                                         [](const Row &row) {
                                             return DailySpend{startOfDay(row.integer(0)), row.text(1),
                                                               row.text(2), row.bytes(3), readMoney(row, 4)};
                                         });
}

} // namespace sekisho::storage
