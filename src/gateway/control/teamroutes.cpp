// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamroutes.h"

#include "budgetfields.h"
#include "loggingvars.h"
#include "makeroute.h"
#include "memberadder.h"
#include "memberbudget.h"
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

static constexpr auto MemberBudgetId = "team_member_budget_id";

TeamRoutes::TeamRoutes(ControlServices &services)
    : m_store(services)
{
}

std::vector<AdminRoute> TeamRoutes::routes() const
{
    return {
        makeRoute("POST", "/team/new", Scope::Active, *this, &TeamRoutes::create),
        makeRoute("GET", "/team/info", Scope::AnyKey, *this, &TeamRoutes::info),
        makeRoute("POST", "/team/update", Scope::Active, *this, &TeamRoutes::update),
        makeRoute("POST", "/team/delete", Scope::Active, *this, &TeamRoutes::erase),
        makeRoute("POST", "/team/block", Scope::Admin, *this, &TeamRoutes::block),
        makeRoute("POST", "/team/unblock", Scope::Admin, *this, &TeamRoutes::unblock),
    };
}

TeamRoutes::Answer TeamRoutes::create(const AdminCall &call) const
{
    Json body = m_store.services().settings.defaultTeamParams;
    body.update(call.body);
    auto team = readNew(call, body);
    if (!team)
        return fail(team.error());
    Change change(m_store.services(), call);
    auto done = addMembers(change, *team, call);
    if (done)
        done = sealLogging(team->metadata, {}, m_store.services().saltKey);
    if (done)
        done = applyMemberBudget(m_store.services(), change, body, call.caller.userId, *team);
    change.create(*team);
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
    return teamRow(*team, m_store.directory());
}

Result<Team> TeamRoutes::readNew(const AdminCall &call, const Json &body) const
{
    const auto now = m_store.services().clock.now();
    Team team{.createdAt = now, .updatedAt = now};
    std::optional<QString> id;
    FieldReader reader(body);
    reader.read("team_id", id);
    readTeam(reader, team, m_store.services().budgetTime());
    auto done = reader.result();
    if (done)
        done = checkOrganization(call.caller, team);
    if (!done)
        return fail(done.error());
    team.teamId = id && !id->isEmpty() ? *id : core::newUuid();
    if (m_store.directory().team(team.teamId))
        return fail(ErrorKind::Conflict,
                    u"Team id = %1 already exists. Please use a different team id."_s.arg(team.teamId),
                    u"bad_request_error"_s, u"team_id"_s);
    return team;
}

// Teams outside of an organization are made by proxy admins.
Result<void> TeamRoutes::checkOrganization(const Caller &caller, const Team &team) const
{
    const auto organization =
        team.organizationId ? m_store.directory().organization(*team.organizationId) : nullptr;
    if (!caller.isAdmin() && !organization)
        return notAllowed(u"Only proxy admins may do this to teams outside of an organization"_s);
    if (team.organizationId && !organization)
        return fail(ErrorKind::InvalidInput,
                    u"Organization not found, organization_id=%1"_s.arg(*team.organizationId), {},
                    u"organization_id"_s);
    if (organization && !m_store.permissions().administers(caller, organization->rules))
        return notAllowed(u"You do not administer organization %1"_s.arg(*team.organizationId));
    return {};
}

// Whoever makes a team is its first admin.
Result<void> TeamRoutes::addMembers(Change &change, Team &team, const AdminCall &call) const
{
    const char *field = "members_with_roles";
    MemberAdder adder(m_store.services(), change, team);
    if (!core::memberOr(call.body, field).is_null()) {
        const auto members = readMembers(call.body, field);
        if (!members)
            return fail(members.error());
        for (const TeamMember &member : *members) {
            const auto added = adder.add(member);
            if (!added)
                return fail(added.error());
            if (!*added)
                return fail(ErrorKind::InvalidInput, u"A member is named twice"_s, {},
                            QString::fromUtf8(field));
        }
    }
    const QString &maker = call.caller.userId;
    if (!maker.isEmpty() && memberPosition(team, maker, {}) < 0)
        team.members.append({.userId = maker, .role = u"admin"_s});
    return {};
}

TeamRoutes::Answer TeamRoutes::info(const AdminCall &call) const
{
    constexpr std::int64_t MostKeys = 1000;
    QueryReader query(call.query);
    const auto id = query.text(u"team_id"_s);
    if (!id)
        query.refuse(u"team_id"_s, u"is required"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    const auto team = m_store.require(*id, "team_id");
    // What somebody may not see looks the same whether it is there or not.
    if (!call.caller.seesAll() && (!team || !m_store.permissions().maySee(call.caller, *team)))
        return fail(ErrorKind::Forbidden, u"You are not a member of this team"_s, {}, u"team_id"_s);
    if (!team)
        return fail(team.error());
    const auto keys = m_store.keysOf(*id, MostKeys);
    if (!keys)
        return fail(keys.error());
    Json row = teamRow(*team, m_store.directory());
    row["team_member_budget_table"] =
        budgetRowOrNull(core::optionalString(team->metadata, MemberBudgetId), m_store.directory());
    return Json{{"team_id", *id},
                {"team_info", std::move(row)},
                {"keys", m_store.keyRows(*keys, call.caller)},
                {"team_memberships", membershipRows(*team, m_store.directory())}};
}

namespace {

// What decides about whole teams is not for those inside.
Result<void> checkTeamAdminsChange(const Caller &caller, const Team &before, const Team &after)
{
    if (caller.isAdmin() || before.blocked == after.blocked)
        return {};
    return notAllowed(u"Only proxy admins can block teams"_s);
}

} // namespace

TeamRoutes::Answer TeamRoutes::update(const AdminCall &call) const
{
    const auto before = m_store.requireAdministered(call);
    if (!before)
        return fail(before.error());
    Change change(m_store.services(), call);
    Team team = *before;
    FieldReader reader(call.body);
    readTeam(reader, team, m_store.services().budgetTime());
    team.updatedAt = change.now();
    if (before->metadata.contains(MemberBudgetId))
        team.metadata[MemberBudgetId] = before->metadata.at(MemberBudgetId);
    auto done = reader.result();
    if (done)
        done = checkTeamAdminsChange(call.caller, *before, team);
    if (done && team.organizationId != before->organizationId)
        done = checkOrganization(call.caller, team);
    if (done)
        done = sealLogging(team.metadata, before->metadata, m_store.services().saltKey);
    if (done)
        done = applyMemberBudget(m_store.services(), change, call.body, call.caller.userId, team);
    change.alter(*before, team);
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
    return Json{{"team_id", team.teamId}, {"data", teamRow(team, m_store.directory())}};
}

TeamRoutes::Answer TeamRoutes::erase(const AdminCall &call) const
{
    FieldReader reader(call.body);
    QStringList ids = reader.requiredStrings("team_ids");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    ids.removeDuplicates();
    QList<Team> teams;
    for (const QString &id : ids) {
        const auto team = m_store.requireAdministered(call.caller, id, "team_ids");
        if (!team)
            return fail(team.error());
        if (auto allowed = checkOrganization(call.caller, *team); !call.caller.isAdmin() && !allowed)
            return fail(allowed.error());
        teams.append(*team);
    }
    Change change(m_store.services(), call);
    auto done = m_store.remove(change, teams);
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
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
    const auto before = m_store.requireAdministered(call);
    if (!before)
        return fail(before.error());
    Change change(m_store.services(), call);
    Team team = *before;
    team.blocked = blocked;
    team.updatedAt = change.now();
    change.alter(*before, team, AuditAction::Blocked);
    if (auto done = change.commit(); !done)
        return fail(done.error());
    return teamRow(team, m_store.directory());
}

} // namespace sekisho::gateway
