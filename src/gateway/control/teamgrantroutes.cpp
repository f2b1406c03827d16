// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamgrantroutes.h"

#include "fieldreader.h"
#include "makeroute.h"
#include "queryreader.h"
#include "teamfields.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::fail;
using core::Json;
using storage::Team;

namespace {

const QStringList &grantable()
{
    static const QStringList routes{u"/key/generate"_s,
                                    u"/key/update"_s,
                                    u"/key/delete"_s,
                                    u"/key/regenerate"_s,
                                    u"/key/list"_s,
                                    u"/key/info"_s,
                                    u"/key/block"_s,
                                    u"/key/unblock"_s,
                                    u"/key/bulk_update"_s,
                                    u"/key/service-account/generate"_s,
                                    u"/key/{key_id}/regenerate"_s,
                                    u"/key/{key_id}/reset_spend"_s,
                                    u"/key/health"_s};
    return routes;
}

} // namespace

TeamGrantRoutes::TeamGrantRoutes(ControlServices &services)
    : m_store(services)
{
}

std::vector<AdminRoute> TeamGrantRoutes::routes() const
{
    return {
        makeRoute("POST", "/team/model/add", Scope::Active, *this, &TeamGrantRoutes::addModels),
        makeRoute("POST", "/team/model/delete", Scope::Active, *this, &TeamGrantRoutes::removeModels),
        makeRoute("GET", "/team/permissions_list", Scope::AnyKey, *this, &TeamGrantRoutes::permissions),
        makeRoute("POST", "/team/permissions_update", Scope::Active, *this, &TeamGrantRoutes::setPermissions),
    };
}

TeamGrantRoutes::Answer TeamGrantRoutes::addModels(const AdminCall &call) const
{
    const auto before = m_store.requireAdministered(call);
    if (!before)
        return fail(before.error());
    FieldReader reader(call.body);
    const QStringList models = reader.requiredStrings("models");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    Team team = *before;
    team.models += models;
    team.models.removeDuplicates();
    return write(call, *before, std::move(team));
}

// An empty list would mean all models: what is left when the last one goes is none.
TeamGrantRoutes::Answer TeamGrantRoutes::removeModels(const AdminCall &call) const
{
    const auto before = m_store.requireAdministered(call);
    if (!before)
        return fail(before.error());
    FieldReader reader(call.body);
    const QStringList models = reader.requiredStrings("models");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    Team team = *before;
    team.models.removeIf([&](const QString &model) { return models.contains(model); });
    if (team.models.isEmpty() && !before->models.isEmpty())
        team.models = QStringList(u"no-default-models"_s);
    return write(call, *before, std::move(team));
}

TeamGrantRoutes::Answer TeamGrantRoutes::permissions(const AdminCall &call) const
{
    QueryReader query(call.query);
    const auto id = query.text(u"team_id"_s);
    if (!id)
        query.refuse(u"team_id"_s, u"is required"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto team = m_store.require(*id, "team_id");
    if (!call.caller.seesAll() && (!team || !m_store.permissions().maySee(call.caller, *team)))
        return notAllowed(u"You are not a member of this team"_s);
    if (!team)
        return fail(team.error());
    return Json{
        {"team_id", team->teamId},
        {"team_member_permissions", core::toJson(core::stringsOr(team->extra, "team_member_permissions"))},
        {"all_available_permissions", core::toJson(grantable())}};
}

TeamGrantRoutes::Answer TeamGrantRoutes::setPermissions(const AdminCall &call) const
{
    const auto before = m_store.requireAdministered(call);
    if (!before)
        return fail(before.error());
    QStringList granted;
    FieldReader reader(call.body);
    reader.read("team_member_permissions", granted);
    if (core::memberOr(call.body, "team_member_permissions").is_null())
        reader.refuse("team_member_permissions", u"is required"_s);
    for (const QString &route : granted) {
        if (!grantable().contains(route))
            reader.refuse("team_member_permissions", u"holds '%1', which cannot be granted"_s.arg(route));
    }
    if (auto read = reader.result(); !read)
        return fail(read.error());
    Team team = *before;
    team.extra["team_member_permissions"] = core::toJson(granted);
    return write(call, *before, std::move(team));
}

TeamGrantRoutes::Answer TeamGrantRoutes::write(const AdminCall &call, const Team &before, Team after) const
{
    Change change(m_store.services(), call);
    after.updatedAt = change.now();
    change.alter(before, after);
    if (auto done = change.commit(); !done)
        return fail(done.error());
    return teamRow(after, m_store.directory());
}

} // namespace sekisho::gateway
