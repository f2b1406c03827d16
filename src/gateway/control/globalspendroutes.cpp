// SPDX-License-Identifier: GPL-3.0-or-later
#include "globalspendroutes.h"

#include "../stages/meter.h"
#include "daterange.h"
#include "fieldreader.h"
#include "keyfields.h"
#include "makeroute.h"
#include "spendscope.h"

#include <storage/gateway/keyrepository.h>
#include <storage/gateway/spendreset.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::fail;
using core::Json;
using core::Result;
using storage::ActivityFilter;
using storage::NamedUsage;

namespace {

constexpr std::int64_t MostNames = 10'000;
constexpr std::int64_t TopNames = 100;
constexpr std::int64_t TopTeams = 10;
constexpr std::int64_t LastPage = 1'000'000'000;
constexpr std::int64_t LargestPage = 1000;

/// The answer for each of `rows`, or their error.
template <typename T, typename Convert>
Result<Json> listOf(const Result<QList<T>> &rows, Convert convert)
{
    if (!rows)
        return fail(rows.error());
    Json list = Json::array();
    for (const T &row : *rows)
        list.push_back(convert(row));
    return list;
}

Result<Json> namesOf(const char *field, const Result<QStringList> &names)
{
    if (!names)
        return fail(names.error());
    return Json{{field, core::toJson(*names)}};
}

} // namespace

GlobalSpendRoutes::GlobalSpendRoutes(ControlServices &services)
    : m_services(&services)
    , m_activity(services.database)
{
}

std::vector<AdminRoute> GlobalSpendRoutes::routes() const
{
    using Self = GlobalSpendRoutes;
    const auto route = [this](const char *method, const char *path, auto handler) {
        return makeRoute(method, path, Scope::Viewer, *this, handler);
    };
    const auto own = [this](const char *method, const char *path, auto handler) {
        return makeRoute(method, path, Scope::AnyKey, *this, handler);
    };
    return {own("GET", "/global/spend", &Self::total),
            own("GET", "/global/spend/logs", &Self::logs),
            own("GET", "/global/spend/keys", &Self::keys),
            own("GET", "/global/spend/teams", &Self::teams),
            own("GET", "/global/spend/models", &Self::models),
            own("GET", "/global/spend/provider", &Self::providers),
            own("GET", "/global/spend/tags", &Self::tags),
            route("GET", "/global/spend/all_tag_names", &Self::tagNames),
            own("POST", "/global/spend/end_users", &Self::endUsers),
            route("GET", "/global/all_end_users", &Self::endUserNames),
            makeRoute("POST", "/global/spend/reset", Scope::Master, *this, &Self::reset),
            route("POST", "/global/spend/refresh", &Self::refresh),
            route("GET", "/provider/budgets", &Self::providerBudgets),
            own("GET", "/spend/keys", &Self::spentByKey),
            own("GET", "/spend/users", &Self::spentByUser),
            own("GET", "/spend/tags", &Self::spentByTag)};
}

Result<ActivityFilter> GlobalSpendRoutes::ownPart(const AdminCall &call, ActivityFilter filter) const
{
    const SpendScope scope(call.caller, *m_services);
    const auto done = filter.entityType == u"customer" ? scope.narrowToOwnKeys(filter) : scope.narrow(filter);
    return done ? Result<ActivityFilter>(std::move(filter)) : fail(done.error());
}

ActivityFilter GlobalSpendRoutes::lastMonthOf(const QString &entityType) const
{
    const DayRange days = lastMonth(m_services->clock.now());
    ActivityFilter filter;
    filter.entityType = entityType;
    filter.fromDay = days.from;
    filter.untilDay = days.until;
    return filter;
}

Result<Json> GlobalSpendRoutes::total(const AdminCall &call) const
{
    ActivityFilter always;
    always.entityType = u"user"_s;
    always.untilDay = storage::dayOf(m_services->clock.now()) + 2;
    const auto filter = ownPart(call, always);
    const auto sums = filter ? m_activity.byColumn(u"''"_s, *filter, 1) : fail(filter.error());
    if (!sums)
        return fail(sums.error());
    const double spend = sums->isEmpty() ? 0 : sums->first().sums.spend.usd();
    return Json{{"spend", spend},
                {"max_budget", m_services->settings.maxBudget.value_or(core::Money()).usd()}};
}

Result<Json> GlobalSpendRoutes::logs(const AdminCall &call) const
{
    QueryReader query(call.query);
    ActivityFilter filter = lastMonthOf(u"key"_s);
    if (const auto key = query.text(u"api_key"_s)) {
        const QByteArray token = tokenOf(*key);
        filter.entityIds = QStringList{token.isEmpty() ? *key : QString::fromLatin1(token)};
    }
    if (!query.result())
        return fail(query.result().error());
    const auto own = ownPart(call, filter);
    if (!own)
        return fail(own.error());
    return listOf(m_activity.byDay(*own), [](const storage::DayUsage &day) {
        return Json{{"date", dateText(day.day)}, {"spend", day.sums.spend.usd()}};
    });
}

Result<Json> GlobalSpendRoutes::keys(const AdminCall &call) const
{
    QueryReader query(call.query);
    const std::int64_t limit = query.integer(u"limit"_s, TopNames, 1, LargestPage);
    if (!query.result())
        return fail(query.result().error());
    const auto filter = ownPart(call, lastMonthOf(u"key"_s));
    if (!filter)
        return fail(filter.error());
    return listOf(m_activity.byEntity(*filter, limit), [this](const NamedUsage &usage) {
        const auto key = m_services->directory.key(usage.name.toLatin1());
        return Json{{"api_key", usage.name},
                    {"key_alias", key ? core::toJson(key->rules.keyAlias) : Json(nullptr)},
                    {"key_name", key ? Json(key->rules.keyName) : Json(nullptr)},
                    {"total_spend", usage.sums.spend.usd()}};
    });
}

QString GlobalSpendRoutes::teamName(const QString &teamId) const
{
    const auto team = m_services->directory.team(teamId);
    return team ? team->rules.teamAlias.value_or(teamId) : teamId;
}

Result<Json> GlobalSpendRoutes::teams(const AdminCall &call) const
{
    auto filter = ownPart(call, lastMonthOf(u"team"_s));
    const auto top = filter ? m_activity.byEntity(*filter, TopTeams) : fail(filter.error());
    if (!top)
        return fail(top.error());
    QStringList ids;
    Json totals = Json::array();
    Json names = Json::array();
    for (const NamedUsage &team : *top) {
        ids.append(team.name);
        names.push_back(teamName(team.name));
        totals.push_back({{"team_id", teamName(team.name)}, {"total_spend", team.sums.spend.usd()}});
    }
    filter->entityIds = ids;
    auto days = teamDays(*filter);
    if (!days)
        return days;
    return Json{{"daily_spend", std::move(*days)}, {"teams", names}, {"total_spend_per_team", totals}};
}

Result<Json> GlobalSpendRoutes::teamDays(const ActivityFilter &filter) const
{
    const auto rows = m_activity.byDayAndEntity(filter);
    if (!rows)
        return fail(rows.error());
    Json days = Json::array();
    std::int64_t last = -1;
    for (const storage::DayUsage &row : *rows) {
        if (row.day != last)
            days.push_back({{"date", dateText(row.day)}});
        last = row.day;
        days.back()[teamName(row.name).toStdString()] = row.sums.spend.usd();
    }
    return days;
}

Result<Json> GlobalSpendRoutes::models(const AdminCall &call) const
{
    QueryReader query(call.query);
    const std::int64_t limit = query.integer(u"limit"_s, 10, 1, LargestPage);
    if (!query.result())
        return fail(query.result().error());
    const auto filter = ownPart(call, lastMonthOf(u"user"_s));
    if (!filter)
        return fail(filter.error());
    return listOf(m_activity.byColumn(u"model_group"_s, *filter, limit), [](const NamedUsage &usage) {
        return Json{{"model", usage.name}, {"total_spend", usage.sums.spend.usd()}};
    });
}

Result<ActivityFilter> GlobalSpendRoutes::readRange(const AdminCall &call, const QString &entityType,
                                                    bool isRequired) const
{
    QueryReader query(call.query);
    const DayRange days =
        readDays(query, isRequired ? Presence::Required : Presence::Optional, m_services->clock.now());
    if (!query.result())
        return fail(query.result().error());
    ActivityFilter filter;
    filter.entityType = entityType;
    filter.fromDay = days.from;
    filter.untilDay = days.until;
    return ownPart(call, filter);
}

Result<Json> GlobalSpendRoutes::providers(const AdminCall &call) const
{
    const auto filter = readRange(call, u"user"_s, true);
    if (!filter)
        return fail(filter.error());
    return listOf(m_activity.byColumn(u"provider"_s, *filter, TopNames), [](const NamedUsage &usage) {
        return Json{{"provider", usage.name}, {"spend", usage.sums.spend.usd()}};
    });
}

Result<QList<NamedUsage>> GlobalSpendRoutes::tagSums(const AdminCall &call) const
{
    auto filter = readRange(call, u"tag"_s, false);
    if (!filter)
        return fail(filter.error());
    QueryReader query(call.query);
    const auto tags = query.text(u"tags"_s);
    if (!query.result())
        return fail(query.result().error());
    if (tags && *tags != u"all-tags")
        filter->entityIds = tags->split(u',', Qt::SkipEmptyParts);
    return m_activity.byEntity(*filter, LargestPage);
}

Result<Json> GlobalSpendRoutes::tags(const AdminCall &call) const
{
    auto list = listOf(tagSums(call), [](const NamedUsage &usage) {
        return Json{
            {"name", usage.name}, {"spend", usage.sums.spend.usd()}, {"log_count", usage.sums.requests}};
    });
    return list ? Result<Json>(Json{{"spend_per_tag", std::move(*list)}}) : list;
}

Result<Json> GlobalSpendRoutes::spentByTag(const AdminCall &call) const
{
    return listOf(tagSums(call), [](const NamedUsage &usage) {
        return Json{{"individual_request_tag", usage.name},
                    {"log_count", usage.sums.requests},
                    {"total_spend", usage.sums.spend.usd()}};
    });
}

Result<Json> GlobalSpendRoutes::tagNames(const AdminCall &) const
{
    return namesOf("tag_names", m_activity.names(u"tag"_s, MostNames));
}

Result<Json> GlobalSpendRoutes::endUserNames(const AdminCall &) const
{
    return namesOf("end_users", m_activity.names(u"customer"_s, MostNames));
}

Result<Json> GlobalSpendRoutes::endUsers(const AdminCall &call) const
{
    FieldReader reader(call.body);
    std::optional<QString> key;
    std::optional<QString> from;
    std::optional<QString> until;
    reader.read("api_key", key);
    reader.read("startTime", from);
    reader.read("endTime", until);
    ActivityFilter filter = lastMonthOf(u"customer"_s);
    const auto readDay = [&reader](const char *field, const std::optional<QString> &text, std::int64_t &day) {
        const auto time = text ? core::parseIso8601(*text) : core::Result<core::Timestamp>();
        if (!text)
            return;
        if (time)
            day = storage::dayOf(*time) + (qstrcmp(field, "endTime") == 0 ? 1 : 0);
        else
            reader.refuse(field, u"must be a time"_s);
    };
    readDay("startTime", from, filter.fromDay);
    readDay("endTime", until, filter.untilDay);
    if (!reader.good())
        return fail(reader.result().error());
    if (key) {
        const QByteArray token = tokenOf(*key);
        filter.apiKey = token.isEmpty() ? *key : QString::fromLatin1(token);
    }
    const auto own = ownPart(call, filter);
    if (!own)
        return fail(own.error());
    return listOf(m_activity.byEntity(*own, TopNames), [](const NamedUsage &usage) {
        return Json{{"end_user", usage.name},
                    {"total_count", usage.sums.requests},
                    {"total_spend", usage.sums.spend.usd()}};
    });
}

Result<Json> GlobalSpendRoutes::reset(const AdminCall &) const
{
    std::vector<std::pair<std::shared_ptr<SpendMeter>, std::int64_t>> seen;
    for (const auto &key : m_services->directory.keys())
        seen.emplace_back(key->meter, key->meter->spentNanos);
    for (const auto &team : m_services->directory.teams())
        seen.emplace_back(team->meter, team->meter->spentNanos);
    if (const auto done = storage::resetKeyAndTeamSpend(m_services->database, m_services->clock.now()); !done)
        return fail(done.error());
    for (const auto &[meter, spent] : seen)
        restart(*meter, spent, core::Money());
    return Json{{"message", "Spend for all API Keys and Teams reset successfully"}, {"status", "success"}};
}

// Sums are never behind the rows here.
Result<Json> GlobalSpendRoutes::refresh(const AdminCall &) const
{
    return Json{{"message", "Spend sums are up to date"}, {"status", "success"}};
}

Result<Json> GlobalSpendRoutes::providerBudgets(const AdminCall &) const
{
    return Json{{"providers", Json::object()}};
}

Result<Json> GlobalSpendRoutes::spentByKey(const AdminCall &call) const
{
    QueryReader query(call.query);
    const std::int64_t number = query.integer(u"page"_s, 1, 1, LastPage);
    const std::int64_t size = query.integer(u"page_size"_s, LargestPage, 1, LargestPage);
    if (!query.result())
        return fail(query.result().error());
    storage::KeyFilter filter;
    if (const auto done = SpendScope(call.caller, *m_services).narrow(filter); !done)
        return fail(done.error());
    const auto keys = storage::KeyRepository(m_services->database)
                          .list(filter, {storage::KeyColumn::Spend, true}, {(number - 1) * size, size});
    return listOf(keys, [this](const storage::VirtualKey &key) {
        Json row = keyRow(key, m_services->directory);
        row["token"] = QString::fromLatin1(key.token);
        return row;
    });
}

Result<Json> GlobalSpendRoutes::spentByUser(const AdminCall &call) const
{
    QueryReader query(call.query);
    const std::int64_t number = query.integer(u"page"_s, 1, 1, LastPage);
    const std::int64_t size = query.integer(u"page_size"_s, LargestPage, 1, LargestPage);
    auto user = query.text(u"user_id"_s);
    if (!query.result())
        return fail(query.result().error());
    if (!call.caller.seesAll()) {
        if (user && (*user != call.caller.userId || !call.caller.user))
            return notAllowed(u"You may only see your own spend"_s);
        // A key without an owner is nobody; no user has an empty id.
        user = call.caller.user ? call.caller.userId : QString();
    }
    return listOf(m_activity.users(user, {(number - 1) * size, size}), [](const storage::SpendingUser &row) {
        return Json{{"user_id", row.userId},
                    {"user_email", core::toJson(row.userEmail)},
                    {"user_alias", core::toJson(row.userAlias)},
                    {"user_role", core::toJson(row.userRole)},
                    {"spend", row.spend.usd()},
                    {"max_budget", row.maxBudget ? Json(row.maxBudget->usd()) : Json(nullptr)}};
    });
}

} // namespace sekisho::gateway
