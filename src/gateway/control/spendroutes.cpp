// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendroutes.h"

#include "daterange.h"
#include "keyfields.h"
#include "makeroute.h"
#include "spendrows.h"
#include "spendscope.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using std::chrono::days;
using storage::SpendLogFilter;
using storage::SpendLogOrder;

namespace {

constexpr std::int64_t LastPage = 1'000'000'000;
constexpr days LongestSummary{366};

// Rows of the master key are asked for by its hash, too; what is neither key nor hash has none.
std::optional<QString> readKeyHash(QueryReader &query)
{
    const auto asked = query.text(u"api_key"_s);
    if (!asked)
        return std::nullopt;
    const QByteArray token = tokenOf(*asked);
    return token.isEmpty() ? *asked : QString::fromLatin1(token);
}

void readWhose(QueryReader &query, SpendLogFilter &filter)
{
    filter.requestId = query.text(u"request_id"_s);
    filter.apiKey = readKeyHash(query);
    filter.user = query.text(u"user_id"_s);
    filter.teamId = query.text(u"team_id"_s);
    filter.endUser = query.text(u"end_user"_s);
}

void setRange(SpendLogFilter &filter, const TimeRange &range)
{
    filter.from = range.from;
    filter.until = range.until;
}

std::optional<core::Money> readAmount(QueryReader &query, const QString &name)
{
    const auto text = query.text(name);
    bool isNumber = true;
    const double amount = text ? text->toDouble(&isNumber) : 0;
    if (!isNumber || !qIsFinite(amount))
        query.refuse(name, u"must be a number"_s);
    return text ? std::optional(core::Money::fromUsd(amount)) : std::nullopt;
}

std::optional<bool> readStatus(QueryReader &query)
{
    const auto status = query.text(u"status_filter"_s);
    if (!status)
        return std::nullopt;
    if (*status != u"success" && *status != u"failure")
        query.refuse(u"status_filter"_s, u"must be success or failure"_s);
    return *status == u"success";
}

std::optional<QString> readErrorCode(QueryReader &query)
{
    const auto code = query.text(u"error_code"_s);
    bool isNumber = true;
    if (code)
        (void)code->toInt(&isNumber);
    if (!isNumber)
        query.refuse(u"error_code"_s, u"must be an HTTP status"_s);
    return code;
}

SpendLogFilter readPagedFilter(QueryReader &query)
{
    SpendLogFilter filter;
    readWhose(query, filter);
    filter.sessionPart = query.text(u"session_id"_s);
    filter.model = query.text(u"model"_s);
    filter.modelId = query.text(u"model_id"_s);
    filter.keyAlias = query.text(u"key_alias"_s);
    filter.minSpend = readAmount(query, u"min_spend"_s);
    filter.maxSpend = readAmount(query, u"max_spend"_s);
    filter.succeeded = readStatus(query);
    filter.errorCode = readErrorCode(query);
    filter.errorMessage = query.text(u"error_message"_s);
    setRange(filter, readTimes(query, Presence::Required));
    return filter;
}

SpendLogOrder readOrder(QueryReader &query)
{
    using By = SpendLogOrder::By;
    static const QHash<QString, By> columns{{u"startTime"_s, By::StartTime},
                                            {u"endTime"_s, By::EndTime},
                                            {u"spend"_s, By::Spend},
                                            {u"total_tokens"_s, By::TotalTokens}};
    const QString by = query.text(u"sort_by"_s).value_or(u"startTime"_s);
    const QString direction = query.text(u"sort_order"_s).value_or(u"desc"_s);
    if (!columns.contains(by))
        query.refuse(u"sort_by"_s, u"must be startTime, endTime, spend or total_tokens"_s);
    if (direction != u"asc" && direction != u"desc")
        query.refuse(u"sort_order"_s, u"must be asc or desc"_s);
    return {columns.value(by), direction == u"desc"};
}

Json parsed(const QString &json)
{
    return core::parseJson(json.toUtf8()).value_or(Json::object());
}

} // namespace

SpendRoutes::SpendRoutes(ControlServices &services)
    : m_services(&services)
    , m_logs(services.database)
    , m_payloads(services.database)
{
}

std::vector<AdminRoute> SpendRoutes::routes() const
{
    return {makeRoute("GET", "/spend/logs", Scope::AnyKey, *this, &SpendRoutes::logs),
            makeRoute("GET", "/spend/logs/v2", Scope::AnyKey, *this, &SpendRoutes::pagedLogs),
            makeRoute("GET", "/spend/logs/ui", Scope::AnyKey, *this, &SpendRoutes::pagedLogs),
            makeRoute("GET", "/spend/logs/session/ui", Scope::AnyKey, *this, &SpendRoutes::sessionLogs),
            makeRoute("GET", "/spend/logs/ui/{request_id}", Scope::AnyKey, *this, &SpendRoutes::payload)};
}

Result<Json> SpendRoutes::logs(const AdminCall &call) const
{
    constexpr std::int64_t LargestPage = 1000;
    QueryReader query(call.query);
    SpendLogFilter filter;
    readWhose(query, filter);
    filter.sessionId = query.text(u"session_id"_s);
    setRange(filter, readTimes(query, Presence::Optional));
    const std::int64_t number = query.integer(u"page"_s, 1, 1, LastPage);
    const std::int64_t size = query.integer(u"page_size"_s, LargestPage, 1, LargestPage);
    const bool summarize = query.flag(u"summarize"_s, true);
    auto read = query.result();
    if (read)
        read = SpendScope(call.caller, *m_services).narrow(filter);
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
    constexpr std::int64_t MostParts = 100'000;
    if (*filter.until - *filter.from > LongestSummary + days(1))
        return fail(ErrorKind::InvalidInput,
                    u"A summary covers at most %1 days"_s.arg(LongestSummary.count()), {}, u"start_date"_s);
    const auto spends = m_logs.daily(filter, MostParts);
    if (!spends)
        return fail(spends.error());
    if (spends->size() == MostParts)
        return fail(ErrorKind::InvalidInput,
                    u"Too many keys were used in these days for one summary: ask for fewer days, or for one "
                    "key or user, or see /user/daily/activity/aggregated"_s,
                    {}, u"start_date"_s);
    return dailyRows(*spends, *filter.from, *filter.until);
}

Result<Json> SpendRoutes::pagedLogs(const AdminCall &call) const
{
    constexpr std::int64_t LargestPage = 100;
    QueryReader query(call.query);
    SpendLogFilter filter = readPagedFilter(query);
    const SpendLogOrder order = readOrder(query);
    const std::int64_t number = query.integer(u"page"_s, 1, 1, LastPage);
    const std::int64_t size = query.integer(u"page_size"_s, 50, 1, LargestPage);
    auto read = query.result();
    if (read)
        read = SpendScope(call.caller, *m_services).narrow(filter);
    if (!read)
        return fail(read.error());
    return page(filter, order, number, size);
}

Result<Json> SpendRoutes::sessionLogs(const AdminCall &call) const
{
    constexpr std::int64_t LargestPage = 100;
    QueryReader query(call.query);
    SpendLogFilter filter;
    filter.sessionId = query.text(u"session_id"_s);
    if (!filter.sessionId)
        query.refuse(u"session_id"_s, u"is missing"_s);
    const std::int64_t number = query.integer(u"page"_s, 1, 1, LastPage);
    const std::int64_t size = query.integer(u"page_size"_s, 50, 1, LargestPage);
    auto read = query.result();
    if (read)
        read = SpendScope(call.caller, *m_services).narrow(filter);
    if (!read)
        return fail(read.error());
    return page(filter, {SpendLogOrder::By::StartTime, false}, number, size);
}

Result<Json> SpendRoutes::page(const SpendLogFilter &filter, SpendLogOrder order, std::int64_t number,
                               std::int64_t size) const
{
    constexpr std::int64_t MostOfSession = 1000;
    const auto total = m_logs.count(filter);
    const auto logs = m_logs.list(filter, {(number - 1) * size, size}, order);
    if (!total || !logs)
        return fail(total ? logs.error() : total.error());
    QSet<QString> sessions;
    for (const storage::SpendLog &log : *logs) {
        if (!log.sessionId.isEmpty())
            sessions.insert(log.sessionId);
    }
    const auto sizes = m_logs.sessionSizes(sessions, MostOfSession);
    if (!sizes)
        return fail(sizes.error());
    Json rows = Json::array();
    for (const storage::SpendLog &log : *logs) {
        rows.push_back(spendRow(log));
        rows.back()["session_total_count"] = sizes->value(log.sessionId, 1);
    }
    Json answer{{"data", std::move(rows)},
                {"total", total->value},
                {"page", number},
                {"page_size", size},
                {"total_pages", (total->value + size - 1) / size}};
    if (total->isAtLeast)
        answer["total_is_at_least"] = true;
    return answer;
}

Result<Json> SpendRoutes::payload(const AdminCall &call) const
{
    const QString &requestId = call.parameter;
    const auto rows = m_logs.list({.requestId = requestId}, {0, 1});
    if (!rows)
        return fail(rows.error());
    // A foreign row is none.
    if (rows->isEmpty() || !SpendScope(call.caller, *m_services).covers(rows->first()))
        return fail(ErrorKind::NotFound, u"There is no call %1"_s.arg(requestId), {}, u"request_id"_s);
    const auto stored = m_payloads.find(requestId);
    if (!stored)
        return fail(stored.error());
    const auto payload = stored->value_or(storage::SpendLogPayload());
    return Json{{"messages", parsed(payload.messages)},
                {"response", parsed(payload.response)},
                {"proxy_server_request", parsed(payload.request)}};
}

} // namespace sekisho::gateway
