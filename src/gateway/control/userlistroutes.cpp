// SPDX-License-Identifier: GPL-3.0-or-later
#include "userlistroutes.h"

#include "makeroute.h"
#include "paging.h"
#include "userfields.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::fail;
using core::Json;
using core::Result;
using storage::User;
using storage::UserColumn;

UserListRoutes::UserListRoutes(ControlServices &services)
    : m_services(&services)
    , m_users(services.database)
{
}

std::vector<AdminRoute> UserListRoutes::routes() const
{
    return {
        makeRoute("GET", "/user/list", Scope::Viewer, *this, &UserListRoutes::list),
        makeRoute("GET", "/user/filter/ui", Scope::Active, *this, &UserListRoutes::filter),
        makeRoute("GET", "/user/available_roles", Scope::AnyKey, *this, &UserListRoutes::roles),
        makeRoute("GET", "/user/available_users", Scope::Viewer, *this, &UserListRoutes::seats),
    };
}

namespace {

QStringList listed(const std::optional<QString> &text)
{
    QStringList entries;
    for (const QString &entry : text.value_or(QString()).split(u',', Qt::SkipEmptyParts))
        entries.append(entry.trimmed());
    return entries;
}

// One id may be a part of it, several are whole.
storage::UserFilter readFilter(QueryReader &query)
{
    storage::UserFilter filter;
    const QStringList ids = listed(query.text(u"user_ids"_s));
    if (ids.size() == 1)
        filter.idContains = ids.first();
    else
        filter.userIds = ids;
    filter.emailContains = query.text(u"user_email"_s);
    filter.role = query.text(u"role"_s);
    filter.ssoUserIds = listed(query.text(u"sso_user_ids"_s));
    filter.teamId = query.text(u"team"_s);
    return filter;
}

const QList<std::pair<QString, UserColumn>> &columns()
{
    static const QList<std::pair<QString, UserColumn>> names{
        {u"user_id"_s, UserColumn::UserId},       {u"user_email"_s, UserColumn::Email},
        {u"created_at"_s, UserColumn::CreatedAt}, {u"spend"_s, UserColumn::Spend},
        {u"user_alias"_s, UserColumn::Alias},     {u"user_role"_s, UserColumn::Role}};
    return names;
}

} // namespace

UserListRoutes::Answer UserListRoutes::list(const AdminCall &call) const
{
    QueryReader query(call.query);
    const auto filter = readFilter(query);
    const auto page = readPage(query, 25);
    storage::UserOrder order;
    readOrder(query, columns(), order);
    // Newest first, but ascending where a column is asked for.
    if (query.text(u"sort_by"_s) && !query.text(u"sort_order"_s))
        order.descending = false;
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto total = m_users.count(filter);
    if (!total)
        return fail(total.error());
    const auto users = m_users.list(filter, order, page.page());
    if (!users)
        return fail(users.error());
    auto found = rows(*users);
    if (!found)
        return fail(found.error());
    return pageAnswer("users", std::move(*found), *total, page);
}

Result<Json> UserListRoutes::rows(const QList<User> &users) const
{
    QStringList ids;
    for (const User &user : users)
        ids.append(user.userId);
    const auto teams = m_users.teamsOf(ids);
    if (!teams)
        return fail(teams.error());
    const auto keys = m_users.keyCounts(ids);
    if (!keys)
        return fail(keys.error());
    Json found = Json::array();
    for (const User &user : users) {
        Json row = userRow(user, m_services->directory, teams->value(user.userId));
        row["key_count"] = keys->value(user.userId);
        found.push_back(std::move(row));
    }
    return found;
}

UserListRoutes::Answer UserListRoutes::filter(const AdminCall &call) const
{
    QueryReader query(call.query);
    storage::UserFilter filter;
    filter.idContains = query.text(u"user_id"_s);
    filter.emailContains = query.text(u"user_email"_s);
    const auto page = readPage(query, 50);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto users = m_users.list(filter, {UserColumn::CreatedAt, true}, page.page());
    if (!users)
        return fail(users.error());
    Json rows = Json::array();
    for (const User &user : *users)
        rows.push_back({{"user_id", user.userId}, {"user_email", core::toJson(user.userEmail)}});
    return rows;
}

UserListRoutes::Answer UserListRoutes::roles(const AdminCall &) const
{
    const auto role = [](const char *description, const char *label) {
        return Json{{"description", description}, {"ui_label", label}};
    };
    return Json{{"proxy_admin", role("Admin over the gateway, may do everything", "Admin (All Permissions)")},
                {"proxy_admin_viewer", role("Sees everything, changes nothing", "Admin (View Only)")},
                {"internal_user", role("Makes, sees and deletes its own keys, sees its own spend",
                                       "Internal User (Create/Delete/View)")},
                {"internal_user_viewer", role("Sees its own keys and spend", "Internal User (View Only)")}};
}

// There is no licence, so there is no end of seats.
UserListRoutes::Answer UserListRoutes::seats(const AdminCall &) const
{
    const auto used = m_users.count({});
    if (!used)
        return fail(used.error());
    return Json{{"total_users", nullptr},
                {"total_teams", nullptr},
                {"total_users_used", *used},
                {"total_users_remaining", nullptr},
                {"total_teams_used", m_services->directory.teams().size()},
                {"total_teams_remaining", nullptr}};
}

} // namespace sekisho::gateway
