// SPDX-License-Identifier: GPL-3.0-or-later
#include "activityroutes.h"

#include "activityreport.h"
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

namespace {

/// Of more rows than this, one answer cannot tell every key apart in useful time.
constexpr std::int64_t MostRowsAtOnce = 20'000;
/// Pages behind this row are reached, but not counted.
constexpr std::int64_t MostRowsCounted = 100'000;

std::optional<QStringList> readIds(QueryReader &query, const QString &name)
{
    const auto list = query.text(name);
    if (!list)
        return std::nullopt;
    QStringList ids;
    for (const QString &id : list->split(u',', Qt::SkipEmptyParts))
        ids.append(id.trimmed());
    return ids;
}

std::optional<QString> hashOf(const std::optional<QString> &key)
{
    const QByteArray token = key ? tokenOf(*key) : QByteArray();
    return token.isEmpty() ? key : QString::fromLatin1(token);
}

} // namespace

ActivityRoutes::ActivityRoutes(ControlServices &services)
    : m_services(&services)
    , m_activity(services.database)
{
}

std::vector<AdminRoute> ActivityRoutes::routes() const
{
    const auto get = [this](const char *path, auto handler) {
        return makeRoute("GET", path, Scope::AnyKey, *this, handler);
    };
    return {get("/user/daily/activity", &ActivityRoutes::pages),
            get("/user/daily/activity/aggregated", &ActivityRoutes::aggregated),
            get("/team/daily/activity", &ActivityRoutes::pages),
            get("/organization/daily/activity", &ActivityRoutes::pages),
            get("/tag/daily/activity", &ActivityRoutes::pages),
            get("/customer/daily/activity", &ActivityRoutes::pages),
            get("/end_user/daily/activity", &ActivityRoutes::pages),
            get("/key/daily/activity", &ActivityRoutes::pages),
            get("/agent/daily/activity", &ActivityRoutes::agents)};
}

ActivityRoutes::Subject ActivityRoutes::subjectOf(const QByteArray &path)
{
    const QByteArray name = path.split('/').value(1);
    if (name == "team")
        return {u"team"_s, u"team_ids"_s};
    if (name == "organization")
        return {u"organization"_s, u"organization_ids"_s};
    if (name == "tag")
        return {u"tag"_s, u"tags"_s};
    if (name == "customer" || name == "end_user")
        return {u"customer"_s, u"end_user_ids"_s};
    if (name == "key")
        return {u"key"_s, u"api_keys"_s};
    return {u"user"_s, u"user_id"_s, 50};
}

Result<ActivityFilter> ActivityRoutes::readFilter(const AdminCall &call, const Subject &subject) const
{
    QueryReader query(call.query);
    ActivityFilter filter;
    filter.entityType = subject.entityType;
    filter.entityIds = readIds(query, subject.idsParameter);
    filter.excludedIds = readIds(query, u"exclude_"_s + subject.idsParameter).value_or(QStringList());
    filter.apiKey = hashOf(query.text(u"api_key"_s));
    filter.model = query.text(u"model"_s);
    const DayRange days = readDays(query, Presence::Required, m_services->clock.now());
    filter.fromDay = days.from;
    filter.untilDay = days.until;
    auto read = query.result();
    if (read)
        read = SpendScope(call.caller, *m_services).narrow(filter);
    return read ? Result<ActivityFilter>(filter) : fail(read.error());
}

Result<Json> ActivityRoutes::pages(const AdminCall &call) const
{
    constexpr std::int64_t LargestPage = 1000;
    constexpr std::int64_t LastPage = 1'000'000'000;
    const Subject subject = subjectOf(call.path);
    const auto filter = readFilter(call, subject);
    QueryReader query(call.query);
    const std::int64_t number = query.integer(u"page"_s, 1, 1, LastPage);
    const std::int64_t size = query.integer(u"page_size"_s, subject.pageSize, 1, LargestPage);
    if (!filter || !query.result())
        return fail(filter ? query.result().error() : filter.error());
    const auto rows = m_activity.rows(*filter, {(number - 1) * size, size});
    const auto count = m_activity.countRows(*filter, MostRowsCounted);
    if (!rows || !count)
        return fail(rows ? count.error() : rows.error());
    ActivityReport report(m_services->directory, subject.entityType);
    for (const ActivityRow &row : *rows)
        report.add(row);
    const bool hasMore = *count > number * size || (*count == MostRowsCounted && rows->size() == size);
    return report.toJson({number, (*count + size - 1) / size, hasMore});
}

Result<Json> ActivityRoutes::aggregated(const AdminCall &call) const
{
    const auto filter = readFilter(call, subjectOf(call.path));
    if (!filter)
        return fail(filter.error());
    const bool isEverybody =
        !filter->entityIds && filter->excludedIds.isEmpty() && !filter->apiKey && !filter->ownKeys;
    if (!isEverybody)
        return wholeReport(*filter);
    const auto count = m_activity.countRows(*filter, MostRowsAtOnce + 1);
    if (!count)
        return fail(count.error());
    return *count > MostRowsAtOnce ? totalsReport(*filter) : wholeReport(*filter);
}

Result<Json> ActivityRoutes::wholeReport(const ActivityFilter &filter) const
{
    const auto rows = m_activity.rows(filter, {0, MostRowsAtOnce + 1});
    if (!rows)
        return fail(rows.error());
    if (rows->size() > MostRowsAtOnce)
        return fail(core::ErrorKind::InvalidInput,
                    u"Too much was used in these days for one answer: ask for fewer days, or for pages of "
                    "/user/daily/activity"_s,
                    {}, u"start_date"_s);
    ActivityReport report(m_services->directory, filter.entityType);
    for (const ActivityRow &row : *rows)
        report.add(row);
    return report.toJson({});
}

Result<Json> ActivityRoutes::totalsReport(const ActivityFilter &filter) const
{
    const auto rows = m_activity.totals(filter);
    if (!rows)
        return fail(rows.error());
    ActivityReport report(m_services->directory, filter.entityType);
    for (const ActivityRow &row : *rows)
        report.addTotal(row);
    return report.toJson({});
}

// There are no agents here, so none has done anything.
Result<Json> ActivityRoutes::agents(const AdminCall &call) const
{
    QueryReader query(call.query);
    (void)readDays(query, Presence::Required, m_services->clock.now());
    if (!query.result())
        return fail(query.result().error());
    return ActivityReport(m_services->directory, u"agent"_s).toJson({});
}

} // namespace sekisho::gateway
