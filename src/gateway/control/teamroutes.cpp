// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamroutes.h"

#include "keyfields.h"
#include "makeroute.h"
#include "queryreader.h"
#include "teamfields.h"

#include <core/ids.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::Team;
using storage::TeamMember;
using storage::VirtualKey;

namespace {

bool hasMember(const Team &team, const QString &userId)
{
    return std::any_of(team.members.begin(), team.members.end(),
                       [&](const TeamMember &member) { return member.userId == userId; });
}

bool maySee(const Caller &caller, const Team &team)
{
    if (caller.isAdmin() || (caller.key && caller.key->rules.teamId == team.teamId))
        return true;
    return caller.key && caller.key->rules.userId && hasMember(team, *caller.key->rules.userId);
}

bool maySee(const Caller &caller, const VirtualKey &key)
{
    if (caller.isAdmin() || caller.keyHash == key.token)
        return true;
    return caller.key && key.userId && caller.key->rules.userId == key.userId;
}

// What /team/list asks for; an absent value means any.
struct TeamFilter {
    std::optional<QString> userId;
    std::optional<QString> organizationId;

    bool matches(const Team &team) const
    {
        return (!userId || hasMember(team, *userId)) &&
               (!organizationId || team.organizationId == organizationId);
    }
};

} // namespace

TeamRoutes::TeamRoutes(ControlServices &services)
    : m_store(services)
{
}

std::vector<AdminRoute> TeamRoutes::routes() const
{
    return {
        makeRoute("POST", "/team/new", Scope::Admin, *this, &TeamRoutes::create),
        makeRoute("GET", "/team/info", Scope::AnyKey, *this, &TeamRoutes::info),
        makeRoute("GET", "/team/list", Scope::AnyKey, *this, &TeamRoutes::list),
        makeRoute("POST", "/team/update", Scope::Admin, *this, &TeamRoutes::update),
        makeRoute("POST", "/team/delete", Scope::Admin, *this, &TeamRoutes::erase),
        makeRoute("POST", "/team/block", Scope::Admin, *this, &TeamRoutes::block),
        makeRoute("POST", "/team/unblock", Scope::Admin, *this, &TeamRoutes::unblock),
    };
}

TeamRoutes::Answer TeamRoutes::create(const AdminCall &call) const
{
    const auto now = m_store.now();
    Team team{.createdAt = now, .updatedAt = now};
    std::optional<QString> id;
    FieldReader reader(call.body);
    reader.read("team_id", id);
    readTeam(reader, team, now);
    auto done = reader.result();
    if (!done)
        return fail(done.error());
    team.teamId = id && !id->isEmpty() ? *id : core::newUuid();
    if (m_store.directory().team(team.teamId))
        return fail(ErrorKind::Conflict,
                    u"Team id = %1 already exists. Please use a different team id."_s.arg(team.teamId),
                    u"bad_request_error"_s, u"team_id"_s);
    done = addMembers(team, call);
    if (done)
        done = m_store.insert(team);
    if (!done)
        return fail(done.error());
    return teamRow(team, m_store.directory());
}

// Whoever makes a team is its first admin.
Result<void> TeamRoutes::addMembers(Team &team, const AdminCall &call) const
{
    const char *field = "members_with_roles";
    if (!core::memberOr(call.body, field).is_null()) {
        auto members = readMembers(call.body, field);
        if (!members)
            return fail(members.error());
        for (TeamMember &member : *members) {
            m_store.resolve(member);
            if (hasMember(team, member.userId))
                return fail(ErrorKind::InvalidInput, u"User %1 is named twice"_s.arg(member.userId), {},
                            QString::fromUtf8(field));
            team.members.append(member);
        }
    }
    if (!hasMember(team, call.caller.userId))
        team.members.append({.userId = call.caller.userId, .role = u"admin"_s});
    return {};
}

TeamRoutes::Answer TeamRoutes::info(const AdminCall &call) const
{
    QueryReader query(call.query);
    const auto id = query.text(u"team_id"_s);
    if (!id)
        query.refuse(u"team_id"_s, u"is required"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto team = m_store.require(*id, "team_id");
    // What somebody may not see looks the same whether it is there or not.
    if (!call.caller.isAdmin() && (!team || !maySee(call.caller, *team)))
        return fail(ErrorKind::Forbidden, u"You are not a member of this team"_s, {}, u"team_id"_s);
    if (!team)
        return fail(team.error());
    const auto keys = m_store.keysOf(*id);
    if (!keys)
        return fail(keys.error());
    return Json{{"team_id", *id},
                {"team_info", teamRow(*team, m_store.directory())},
                {"keys", keyRows(*keys, call.caller)},
                {"team_memberships", membershipRows(*team, *keys, m_store.directory())}};
}

TeamRoutes::Answer TeamRoutes::list(const AdminCall &call) const
{
    QueryReader query(call.query);
    const TeamFilter filter{query.text(u"user_id"_s), query.text(u"organization_id"_s)};
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto teams = m_store.all();
    if (!teams)
        return fail(teams.error());
    Json rows = Json::array();
    for (const Team &team : *teams) {
        if (!maySee(call.caller, team) || !filter.matches(team))
            continue;
        const auto keys = m_store.keysOf(team.teamId);
        if (!keys)
            return fail(keys.error());
        Json row = teamRow(team, m_store.directory());
        row["keys"] = keyRows(*keys, call.caller);
        row["team_memberships"] = membershipRows(team, *keys, m_store.directory());
        rows.push_back(std::move(row));
    }
    return rows;
}

Json TeamRoutes::keyRows(const QList<VirtualKey> &keys, const Caller &caller) const
{
    Json rows = Json::array();
    for (const VirtualKey &key : keys) {
        if (!maySee(caller, key))
            continue;
        Json row = keyRow(key, m_store.directory());
        row["token"] = QString::fromLatin1(key.token);
        rows.push_back(std::move(row));
    }
    return rows;
}

TeamRoutes::Answer TeamRoutes::update(const AdminCall &call) const
{
    auto team = requireNamed(call.body);
    if (!team)
        return fail(team.error());
    FieldReader reader(call.body);
    readTeam(reader, *team, m_store.now());
    team->updatedAt = m_store.now();
    auto done = reader.result();
    if (done)
        done = m_store.update(*team);
    if (!done)
        return fail(done.error());
    return Json{{"team_id", team->teamId}, {"data", teamRow(*team, m_store.directory())}};
}

TeamRoutes::Answer TeamRoutes::erase(const AdminCall &call) const
{
    FieldReader reader(call.body);
    QStringList ids = reader.requiredStrings("team_ids");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    ids.removeDuplicates();
    for (const QString &id : ids) {
        if (const auto team = m_store.require(id, "team_ids"); !team)
            return fail(team.error());
    }
    if (auto erased = m_store.erase(ids); !erased)
        return fail(erased.error());
    return Json{{"deleted_teams", core::toJson(ids)}};
}

TeamRoutes::Answer TeamRoutes::block(const AdminCall &call) const
{
    return setBlocked(call, true);
}

TeamRoutes::Answer TeamRoutes::unblock(const AdminCall &call) const
{
    return setBlocked(call, false);
}

TeamRoutes::Answer TeamRoutes::setBlocked(const AdminCall &call, bool blocked) const
{
    auto team = requireNamed(call.body);
    if (!team)
        return fail(team.error());
    team->blocked = blocked;
    team->updatedAt = m_store.now();
    if (auto updated = m_store.update(*team); !updated)
        return fail(updated.error());
    return teamRow(*team, m_store.directory());
}

Result<Team> TeamRoutes::requireNamed(const Json &body) const
{
    FieldReader reader(body);
    const QString id = reader.requiredText("team_id");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    return m_store.require(id, "team_id");
}

} // namespace sekisho::gateway
