// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendlogrepository.h"

#include "columns.h"

#include <map>

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
           "completion_start_time, status, http_status, error, request_tags, metadata, requester_ip"_s;
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
            bindStrings(log.tags),
            bindJson(log.metadata),
            log.requesterIp};
}

SpendLog readLog(const Row &row)
{
    return {.requestId = row.text(0),
            .callType = row.text(1),
            .route = row.text(2),
            .apiKey = row.bytes(3),
            .keyAlias = row.text(4),
            .teamId = row.text(5),
            .budgetId = row.text(6),
            .user = row.text(7),
            .endUser = row.text(8),
            .sessionId = row.text(9),
            .modelGroup = row.text(10),
            .model = row.text(11),
            .modelId = row.text(12),
            .provider = row.text(13),
            .spend = readMoney(row, 14),
            .promptTokens = row.integer(15),
            .completionTokens = row.integer(16),
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

Where conditions(const SpendLogFilter &filter)
{
    Where where;
    where.addEqual(u"request_id"_s, filter.requestId);
    where.addEqual(u"api_key"_s, filter.apiKey);
    where.addEqual(u"user_id"_s, filter.user);
    where.addEqual(u"team_id"_s, filter.teamId);
    where.addEqual(u"end_user"_s, filter.endUser);
    where.addEqual(u"session_id"_s, filter.sessionId);
    if (filter.from)
        where.add(u"start_time >= ?"_s, {bind(*filter.from)});
    if (filter.until)
        where.add(u"start_time < ?"_s, {bind(*filter.until)});
    return where;
}

/// Sums of one batch, so that each key, team and budget is written once.
class Totals
{
public:
    void add(const SpendLog &log)
    {
        if (log.spend == core::Money())
            return;
        m_keys[QString::fromUtf8(log.apiKey)] += log.spend;
        m_teams[log.teamId] += log.spend;
        m_budgets[log.budgetId] += log.spend;
        // A key's call counts against the budget its team shares, too.
        if (const QString second = core::stringOr(log.metadata, "team_budget_id"); second != log.budgetId)
            m_budgets[second] += log.spend;
    }

    Result<void> apply(Database &database) const
    {
        auto done =
            write(database, u"UPDATE verification_tokens SET spend = spend + ? WHERE token = ?"_s, m_keys);
        if (done)
            done = write(database, u"UPDATE teams SET spend = spend + ? WHERE team_id = ?"_s, m_teams);
        if (done)
            done = write(database, u"UPDATE budgets SET spend = spend + ? WHERE budget_id = ?"_s, m_budgets);
        return done;
    }

private:
    using Sums = std::map<QString, core::Money>;

    // Keys deleted meanwhile, and the empty id, match no row.
    static Result<void> write(Database &database, const QString &sql, const Sums &sums)
    {
        for (const auto &[id, sum] : sums) {
            if (auto done = database.run(sql, {bindMoney(sum), id}); !done)
                return done;
        }
        return {};
    }

    Sums m_keys;
    Sums m_teams;
    Sums m_budgets;
};

} // namespace

Result<QSet<QString>> SpendLogRepository::insertMany(const QList<SpendLog> &logs)
{
    static const QString sql =
        insertSql(u"spend_logs"_s, columns()) + u" ON CONFLICT (request_id) DO NOTHING"_s;
    QSet<QString> inserted;
    auto done = m_database.transaction([&]() -> Result<void> {
        Totals totals;
        for (const SpendLog &log : logs) {
            const auto changed = m_database.execute(sql, valuesOf(log));
            if (!changed)
                return core::fail(changed.error());
            if (*changed == 0)
                continue;
            inserted.insert(log.requestId);
            totals.add(log);
        }
        return totals.apply(m_database);
    });
    if (!done)
        return core::fail(done.error());
    return inserted;
}

Result<QList<SpendLog>> SpendLogRepository::list(const SpendLogFilter &filter, Page page)
{
    const Where where = conditions(filter);
    const QString sql =
        u"SELECT %1 FROM spend_logs%2 ORDER BY start_time DESC, request_id DESC LIMIT ? OFFSET ?"_s.arg(
            columns(), where.sql());
    return m_database.select<SpendLog>(
        sql, where.values() + QVariantList{qlonglong(page.limit), qlonglong(page.offset)}, readLog);
}

Result<std::int64_t> SpendLogRepository::count(const SpendLogFilter &filter)
{
    const Where where = conditions(filter);
    const auto count =
        m_database.selectOne<std::int64_t>(u"SELECT COUNT(*) FROM spend_logs"_s + where.sql(), where.values(),
                                           [](const Row &row) { return row.integer(0); });
    if (!count)
        return core::fail(count.error());
    return count->value_or(0);
}

Result<QList<DailySpend>> SpendLogRepository::daily(const SpendLogFilter &filter)
{
    const Where where = conditions(filter);
    const QString sql =
        u"SELECT start_time / %1 AS day, user_id, model_group, api_key, SUM(spend) FROM spend_logs%2 "
        "GROUP BY day, user_id, model_group, api_key ORDER BY day, user_id, model_group, api_key"_s.arg(
            QString::number(MicrosPerDay), where.sql());
    return m_database.select<DailySpend>(sql, where.values(), [](const Row &row) {
        return DailySpend{core::fromMicros(row.integer(0) * MicrosPerDay), row.text(1), row.text(2),
                          row.bytes(3), readMoney(row, 4)};
    });
}

} // namespace sekisho::storage
