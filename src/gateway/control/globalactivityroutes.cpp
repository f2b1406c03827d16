// SPDX-License-Identifier: GPL-3.0-or-later
#include "globalactivityroutes.h"

#include "daterange.h"
#include "keyfields.h"
#include "makeroute.h"
#include "spendscope.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::fail;
using core::Json;
using core::Result;
using storage::ActivityFilter;
using storage::ActivityRow;
using storage::DayUsage;
using storage::UsageSums;

namespace {

constexpr std::int64_t MostReportRows = 20'000;

std::int64_t tokensOf(const UsageSums &sums)
{
    return sums.promptTokens + sums.completionTokens;
}

/// {"daily_data": [...], "sum_...": n} over the days of one thing.
class DailyData
{
public:
    void add(const DayUsage &day)
    {
        m_days.push_back({{"date", shortDateText(day.day)},
                          {"api_requests", day.sums.requests},
                          {"total_tokens", tokensOf(day.sums)}});
        m_sums.add(day.sums);
    }
    Json json() const
    {
        return {{"daily_data", m_days},
                {"sum_api_requests", m_sums.requests},
                {"sum_total_tokens", tokensOf(m_sums)}};
    }
    const UsageSums &sums() const { return m_sums; }

private:
    Json m_days = Json::array();
    UsageSums m_sums;
};

Json refusedDays(const QList<DayUsage> &days)
{
    Json data = Json::array();
    std::int64_t sum = 0;
    for (const DayUsage &day : days) {
        data.push_back({{"date", shortDateText(day.day)}, {"num_rate_limit_exceptions", day.sums.requests}});
        sum += day.sums.requests;
    }
    return {{"daily_data", data}, {"sum_num_rate_limit_exceptions", sum}};
}

std::map<QString, QList<DayUsage>> byName(const QList<DayUsage> &days)
{
    std::map<QString, QList<DayUsage>> groups;
    for (const DayUsage &day : days)
        groups[day.name].append(day);
    return groups;
}

struct KeyCost {
    UsageSums sums;
    std::map<QString, UsageSums> models;
};

Json costJson(const UsageSums &sums)
{
    return {{"total_cost", sums.spend.usd()},
            {"total_input_tokens", sums.promptTokens},
            {"total_output_tokens", sums.completionTokens}};
}

} // namespace

GlobalActivityRoutes::GlobalActivityRoutes(ControlServices &services)
    : m_services(&services)
    , m_activity(services.database)
{
}

std::vector<AdminRoute> GlobalActivityRoutes::routes() const
{
    using Self = GlobalActivityRoutes;
    const auto get = [this](const char *path, auto handler) {
        return makeRoute("GET", path, Scope::Viewer, *this, handler);
    };
    return {makeRoute("GET", "/global/activity", Scope::AnyKey, *this, &Self::activity),
            makeRoute("GET", "/global/activity/model", Scope::AnyKey, *this, &Self::byModel),
            get("/global/activity/exceptions", &Self::exceptions),
            get("/global/activity/exceptions/deployment", &Self::exceptionsByDeployment),
            get("/global/activity/cache_hits", &Self::cacheHits),
            get("/global/spend/report", &Self::report)};
}

Result<ActivityFilter> GlobalActivityRoutes::readRange(const AdminCall &call) const
{
    QueryReader query(call.query);
    const DayRange days = readDays(query, Presence::Required, m_services->clock.now());
    if (!query.result())
        return fail(query.result().error());
    ActivityFilter filter;
    filter.entityType = u"user"_s;
    filter.fromDay = days.from;
    filter.untilDay = days.until;
    const auto narrowed = SpendScope(call.caller, *m_services).narrow(filter);
    return narrowed ? Result<ActivityFilter>(filter) : fail(narrowed.error());
}

Result<Json> GlobalActivityRoutes::activity(const AdminCall &call) const
{
    const auto filter = readRange(call);
    const auto days = filter ? m_activity.byDay(*filter) : Result<QList<DayUsage>>();
    if (!filter || !days)
        return fail(filter ? days.error() : filter.error());
    DailyData data;
    for (const DayUsage &day : *days)
        data.add(day);
    return data.json();
}

Result<Json> GlobalActivityRoutes::byModel(const AdminCall &call) const
{
    constexpr std::size_t TopModels = 10;
    const auto filter = readRange(call);
    const auto days = filter ? m_activity.byDayAnd(u"model_group"_s, *filter) : Result<QList<DayUsage>>();
    if (!filter || !days)
        return fail(filter ? days.error() : filter.error());
    std::vector<std::pair<QString, DailyData>> models;
    for (const auto &[name, ofModel] : byName(*days)) {
        models.emplace_back(name, DailyData());
        for (const DayUsage &day : ofModel)
            models.back().second.add(day);
    }
    std::stable_sort(models.begin(), models.end(), [](const auto &a, const auto &b) {
        return a.second.sums().requests > b.second.sums().requests;
    });
    models.resize(std::min(models.size(), TopModels));
    Json list = Json::array();
    for (const auto &[name, data] : models) {
        list.push_back(data.json());
        list.back()["model"] = name;
    }
    return list;
}

Result<QList<DayUsage>> GlobalActivityRoutes::refusals(const AdminCall &call) const
{
    const auto filter = readRange(call);
    if (!filter)
        return fail(filter.error());
    QueryReader query(call.query);
    const auto group = query.text(u"model_group"_s);
    if (!query.result())
        return fail(query.result().error());
    return m_activity.rateLimited(*filter, group);
}

Result<Json> GlobalActivityRoutes::exceptions(const AdminCall &call) const
{
    const auto days = refusals(call);
    if (!days)
        return fail(days.error());
    QList<DayUsage> together;
    for (const DayUsage &day : *days) {
        if (together.isEmpty() || together.last().day != day.day)
            together.append(day);
        else
            together.last().sums.add(day.sums);
    }
    return refusedDays(together);
}

Result<Json> GlobalActivityRoutes::exceptionsByDeployment(const AdminCall &call) const
{
    const auto days = refusals(call);
    if (!days)
        return fail(days.error());
    Json list = Json::array();
    for (const auto &[apiBase, ofDeployment] : byName(*days)) {
        list.push_back(refusedDays(ofDeployment));
        list.back()["api_base"] = apiBase;
    }
    return list;
}

// Answers are never taken from a cache here, so none was a hit.
Result<Json> GlobalActivityRoutes::cacheHits(const AdminCall &call) const
{
    const auto filter = readRange(call);
    const auto rows = filter ? reportRows(*filter) : Result<QList<ActivityRow>>();
    if (!filter || !rows)
        return fail(filter ? rows.error() : filter.error());
    std::map<std::pair<QString, QString>, UsageSums> sums;
    for (const ActivityRow &row : *rows)
        sums[{row.apiKey, row.kind.modelGroup}].add(row.sums);
    Json list = Json::array();
    for (const auto &[names, of] : sums)
        list.push_back({{"api_key", names.first},
                        {"call_type", "acompletion"},
                        {"model", names.second},
                        {"total_rows", of.requests},
                        {"cache_hit_true_rows", 0},
                        {"cached_completion_tokens", 0},
                        {"generated_completion_tokens", of.completionTokens}});
    return list;
}

Result<QList<ActivityRow>> GlobalActivityRoutes::reportRows(const ActivityFilter &filter) const
{
    auto rows = m_activity.rows(filter, {0, MostReportRows + 1});
    if (rows && rows->size() > MostReportRows)
        return fail(core::ErrorKind::InvalidInput,
                    u"Too much was used in these days for one report: ask for fewer days or one id"_s, {},
                    u"start_date"_s);
    return rows;
}

Result<Json> GlobalActivityRoutes::report(const AdminCall &call) const
{
    auto filter = readRange(call);
    QueryReader query(call.query);
    const QString groupBy = query.text(u"group_by"_s).value_or(u"team"_s);
    if (groupBy != u"team" && groupBy != u"customer" && groupBy != u"api_key")
        query.refuse(u"group_by"_s, u"must be team, customer or api_key"_s);
    if (!filter || !query.result())
        return fail(filter ? query.result().error() : filter.error());
    filter->entityType = groupBy == u"api_key" ? u"key"_s : groupBy;
    const auto narrow = [&](const QString &parameter, const QString &entityType) {
        if (const auto id = query.text(parameter)) {
            filter->entityType = entityType;
            filter->entityIds = QStringList{*id};
        }
    };
    narrow(u"team_id"_s, u"team"_s);
    narrow(u"customer_id"_s, u"customer"_s);
    narrow(u"internal_user_id"_s, u"user"_s);
    if (const auto key = query.text(u"api_key"_s)) {
        const QByteArray token = tokenOf(*key);
        narrow(u"api_key"_s, u"key"_s);
        filter->entityIds = QStringList{token.isEmpty() ? *key : QString::fromLatin1(token)};
    }
    if (!query.result())
        return fail(query.result().error());
    const bool byKey = filter->entityType == u"key" || filter->entityType == u"user";
    return byKey ? keyReport(*filter) : dayReport(*filter);
}

Result<Json> GlobalActivityRoutes::keyReport(const ActivityFilter &filter) const
{
    const auto rows = reportRows(filter);
    if (!rows)
        return fail(rows.error());
    std::map<QString, KeyCost> keys;
    for (const ActivityRow &row : *rows) {
        KeyCost &cost = keys[row.apiKey];
        cost.sums.add(row.sums);
        cost.models[row.kind.modelGroup].add(row.sums);
    }
    Json list = Json::array();
    for (const auto &[key, cost] : keys) {
        Json entry = costJson(cost.sums);
        entry["api_key"] = key;
        entry["model_details"] = Json::array();
        for (const auto &[model, sums] : cost.models) {
            entry["model_details"].push_back(costJson(sums));
            entry["model_details"].back()["model"] = model;
        }
        list.push_back(std::move(entry));
    }
    return list;
}

Result<Json> GlobalActivityRoutes::dayReport(const ActivityFilter &filter) const
{
    const auto rows = reportRows(filter);
    if (!rows)
        return fail(rows.error());
    const bool byTeam = filter.entityType == u"team";
    std::map<std::int64_t, std::map<QString, QList<ActivityRow>>> days;
    for (const ActivityRow &row : *rows)
        days[row.kind.day][row.entityId].append(row);
    Json list = Json::array();
    for (const auto &[day, entities] : days) {
        Json parts = Json::array();
        for (const auto &[id, ofEntity] : entities) {
            UsageSums sums;
            Json details = Json::array();
            for (const ActivityRow &row : ofEntity) {
                sums.add(row.sums);
                details.push_back({{"model", row.kind.modelGroup},
                                   {"api_key", row.apiKey},
                                   {"spend", row.sums.spend.usd()},
                                   {"total_tokens", tokensOf(row.sums)}});
            }
            const auto team = byTeam ? m_services->directory.team(id) : nullptr;
            const QString name = team ? team->rules.teamAlias.value_or(id) : id;
            parts.push_back({{byTeam ? "team_name" : "customer", name},
                             {"total_spend", sums.spend.usd()},
                             {"metadata", std::move(details)}});
        }
        list.push_back({{"group_by_day", dateText(day)}, {byTeam ? "teams" : "customers", std::move(parts)}});
    }
    return list;
}

} // namespace sekisho::gateway
