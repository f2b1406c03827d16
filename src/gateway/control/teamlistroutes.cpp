// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamlistroutes.h"

#include "makeroute.h"
#include "teamfields.h"

#include <storage/gateway/deletedteamrepository.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::Team;
using storage::TeamColumn;

TeamListRoutes::TeamListRoutes(ControlServices &services)
    : m_store(services)
{
}

std::vector<AdminRoute> TeamListRoutes::routes() const
{
    return {
        makeRoute("GET", "/team/list", Scope::AnyKey, *this, &TeamListRoutes::list),
        makeRoute("GET", "/v2/team/list", Scope::AnyKey, *this, &TeamListRoutes::pagedList),
        makeRoute("GET", "/team/available", Scope::AnyKey, *this, &TeamListRoutes::available),
        makeRoute("GET", "/team/filter/ui", Scope::Viewer, *this, &TeamListRoutes::filter),
    };
}

namespace {

// Whoever does not see everything sees the teams it belongs to or administers, whatever it asks for.
void narrow(storage::TeamFilter &filter, const Caller &caller)
{
    if (caller.seesAll())
        return;
    filter.visibleFor = caller.userId;
    if (caller.key)
        filter.orTeam = caller.key->rules.teamId;
}

} // namespace

// Not paged by LiteLLM either; what belongs to each team is limited.
TeamListRoutes::Answer TeamListRoutes::list(const AdminCall &call) const
{
    constexpr std::int64_t MostTeams = 10'000, MostKeys = 100;
    QueryReader query(call.query);
    storage::TeamFilter filter;
    filter.memberId = query.text(u"user_id"_s);
    filter.organizationId = query.text(u"organization_id"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    narrow(filter, call.caller);
    const auto teams = m_store.teams().list(filter, {}, {0, MostTeams});
    if (!teams)
        return fail(teams.error());
    Json rows = Json::array();
    for (const Team &team : *teams) {
        const auto keys = m_store.keysOf(team.teamId, MostKeys);
        if (!keys)
            return fail(keys.error());
        Json row = teamRow(team, m_store.directory());
        row["keys"] = m_store.keyRows(*keys, call.caller);
        row["team_memberships"] = membershipRows(team, m_store.directory());
        rows.push_back(std::move(row));
    }
    return rows;
}

TeamListRoutes::Answer TeamListRoutes::pagedList(const AdminCall &call) const
{
    static const QList<std::pair<QString, TeamColumn>> columns{{u"team_id"_s, TeamColumn::TeamId},
                                                               {u"team_alias"_s, TeamColumn::Alias},
                                                               {u"created_at"_s, TeamColumn::CreatedAt}};
    QueryReader query(call.query);
    storage::TeamFilter filter;
    filter.memberId = query.text(u"user_id"_s);
    filter.organizationId = query.text(u"organization_id"_s);
    filter.teamId = query.text(u"team_id"_s);
    filter.aliasContains = query.text(u"team_alias"_s);
    const auto page = readPage(query, 10);
    storage::TeamOrder order;
    readOrder(query, columns, order);
    if (query.text(u"sort_by"_s) && !query.text(u"sort_order"_s))
        order.descending = false;
    const auto status = query.text(u"status"_s);
    if (status && *status != u"deleted")
        query.refuse(u"status"_s, u"must be deleted or absent"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    if (status)
        return call.caller.seesAll() ? deleted(filter, page)
                                     : notAllowed(u"Only proxy admins can see deleted teams"_s);
    narrow(filter, call.caller);
    const auto total = m_store.teams().count(filter);
    const auto teams = m_store.teams().list(filter, order, page.page());
    if (!total || !teams)
        return fail(total ? teams.error() : total.error());
    return pageAnswer("teams", rows(*teams), *total, page);
}

TeamListRoutes::Answer TeamListRoutes::deleted(const storage::TeamFilter &filter, PageQuery page) const
{
    storage::DeletedTeamRepository gone(m_store.services().database);
    const auto total = gone.count(filter);
    const auto teams = gone.list(filter, page.page());
    if (!total || !teams)
        return fail(total ? teams.error() : total.error());
    Json rows = Json::array();
    for (const storage::DeletedTeam &team : *teams) {
        Json row = team.row;
        row["deleted_at"] = core::toIso8601(team.deletedAt);
        row["deleted_by"] = team.deletedBy;
        rows.push_back(std::move(row));
    }
    return pageAnswer("teams", std::move(rows), *total, page);
}

Json TeamListRoutes::rows(const QList<Team> &teams) const
{
    Json rows = Json::array();
    for (const Team &team : teams) {
        Json row = teamRow(team, m_store.directory());
        row["members_count"] = team.members.size();
        rows.push_back(std::move(row));
    }
    return rows;
}

// Those open to all that the caller is not in yet.
TeamListRoutes::Answer TeamListRoutes::available(const AdminCall &call) const
{
    storage::TeamFilter filter;
    filter.teamIds = core::stringsOr(m_store.services().settings.defaultUserParams, "available_teams");
    if (filter.teamIds.isEmpty())
        return Json::array();
    auto teams = m_store.teams().list(filter, {}, {0, filter.teamIds.size()});
    if (!teams)
        return fail(teams.error());
    teams->removeIf([&](const Team &team) { return m_store.permissions().isMember(call.caller, team); });
    Json found = Json::array();
    for (const Team &team : *teams)
        found.push_back({{"team_id", team.teamId},
                         {"team_alias", core::toJson(team.teamAlias)},
                         {"models", core::toJson(team.models)},
                         {"members_count", team.members.size()}});
    return found;
}

TeamListRoutes::Answer TeamListRoutes::filter(const AdminCall &call) const
{
    QueryReader query(call.query);
    storage::TeamFilter filter;
    filter.idContains = query.text(u"team_id"_s);
    filter.aliasContains = query.text(u"team_alias"_s);
    const auto page = readPage(query, 50);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto teams = m_store.teams().list(filter, {}, page.page());
    if (!teams)
        return fail(teams.error());
    return rows(*teams);
}

} // namespace sekisho::gateway
