// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendroutes.h"

#include "keyfields.h"
#include "makeroute.h"
#include "queryreader.h"
#include "spendrows.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using std::chrono::days;
using storage::SpendLogFilter;

namespace {

constexpr std::int64_t LargestPage = 1000;
constexpr days LongestSummary{366};

std::optional<core::Timestamp> readTime(QueryReader &query, const QString &name)
{
    const auto text = query.text(name);
    if (!text)
        return std::nullopt;
    const auto time = core::parseIso8601(*text);
    if (time)
        return *time;
    query.refuse(name, u"must be YYYY-MM-DD or YYYY-MM-DD HH:MM:SS"_s);
    return std::nullopt;
}

// An end without a time of day means the whole of that day.
void readRange(QueryReader &query, SpendLogFilter &filter)
{
    constexpr int DateOnly = 10;
    filter.from = readTime(query, u"start_date"_s);
    filter.until = readTime(query, u"end_date"_s);
    if (filter.until)
        *filter.until += query.text(u"end_date"_s)->trimmed().size() == DateOnly
                             ? std::chrono::microseconds(days(1))
                             : std::chrono::microseconds(std::chrono::seconds(1));
    if (filter.from.has_value() != filter.until.has_value())
        query.refuse(filter.from ? u"end_date"_s : u"start_date"_s,
                     u"is missing: start date and end date are required"_s);
    else if (filter.from && *filter.from >= *filter.until)
        query.refuse(u"end_date"_s, u"is before start_date"_s);
}

// Rows of the master key are asked for by its hash, too; what is neither key nor hash has none.
std::optional<QString> readKeyHash(QueryReader &query)
{
    const auto asked = query.text(u"api_key"_s);
    if (!asked)
        return std::nullopt;
    const QByteArray token = tokenOf(*asked);
    return token.isEmpty() ? *asked : QString::fromLatin1(token);
}

SpendLogFilter readFilter(QueryReader &query)
{
    SpendLogFilter filter{.requestId = query.text(u"request_id"_s),
                          .apiKey = readKeyHash(query),
                          .user = query.text(u"user_id"_s),
                          .teamId = query.text(u"team_id"_s),
                          .endUser = query.text(u"end_user"_s),
                          .sessionId = query.text(u"session_id"_s)};
    readRange(query, filter);
    return filter;
}

Result<void> narrow(SpendLogFilter &filter, const Caller &caller)
{
    if (caller.isAdmin())
        return {};
    const QString own = QString::fromLatin1(caller.keyHash);
    if (filter.apiKey && *filter.apiKey != own)
        return fail(ErrorKind::Forbidden, u"You may only see the spend of your own key"_s, {}, u"api_key"_s);
    filter.apiKey = own;
    return {};
}

} // namespace

SpendRoutes::SpendRoutes(ControlServices &services)
    : m_logs(services.database)
{
}

std::vector<AdminRoute> SpendRoutes::routes() const
{
    return {makeRoute("GET", "/spend/logs", Scope::AnyKey, *this, &SpendRoutes::logs)};
}

Result<Json> SpendRoutes::logs(const AdminCall &call) const
{
    constexpr std::int64_t LastPage = 1'000'000'000;
    QueryReader query(call.query);
    SpendLogFilter filter = readFilter(query);
    const std::int64_t number = query.integer(u"page"_s, 1, 1, LastPage);
    const std::int64_t size = query.integer(u"page_size"_s, LargestPage, 1, LargestPage);
    const bool summarize = query.flag(u"summarize"_s, true);
    auto read = query.result();
    if (read)
        read = narrow(filter, call.caller);
    if (!read)
        return fail(read.error());
    if (filter.from && summarize)
        return summary(filter);
    const auto logs = m_logs.list(filter, {(number - 1) * size, size});
    if (!logs)
        return fail(logs.error());
    Json rows = Json::array();
    for (const storage::SpendLog &log : *logs)
        rows.push_back(spendRow(log));
    return rows;
}

Result<Json> SpendRoutes::summary(const SpendLogFilter &filter) const
{
    if (*filter.until - *filter.from > LongestSummary + days(1))
        return fail(ErrorKind::InvalidInput,
                    u"A summary covers at most %1 days"_s.arg(LongestSummary.count()), {}, u"start_date"_s);
    const auto spends = m_logs.daily(filter);
    if (!spends)
        return fail(spends.error());
    return dailyRows(*spends, *filter.from, *filter.until);
}

} // namespace sekisho::gateway
