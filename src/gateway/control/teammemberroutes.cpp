// SPDX-License-Identifier: GPL-3.0-or-later
#include "teammemberroutes.h"

#include "fieldreader.h"
#include "limitfields.h"
#include "makeroute.h"
#include "teamfields.h"

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

constexpr qsizetype NoMember = -1;

bool isSame(const TeamMember &member, const QString &userId, const std::optional<QString> &email)
{
    if (!userId.isEmpty())
        return member.userId == userId;
    return email && member.userEmail && member.userEmail->compare(*email, Qt::CaseInsensitive) == 0;
}

qsizetype positionOf(const Team &team, const QString &userId, const std::optional<QString> &email)
{
    for (qsizetype i = 0; i < team.members.size(); ++i) {
        if (isSame(team.members.at(i), userId, email))
            return i;
    }
    return NoMember;
}

/// The member that `user_id` or `user_email` names.
Result<qsizetype> requireMember(const Team &team, const Json &body, const QString &missing)
{
    FieldReader reader(body);
    std::optional<QString> userId;
    std::optional<QString> email;
    reader.read("user_id", userId);
    reader.read("user_email", email);
    if (userId.value_or(QString()).isEmpty() && email.value_or(QString()).isEmpty())
        reader.refuse("user_id", u"or user_email is required"_s);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    const auto position = positionOf(team, userId.value_or(QString()), email);
    if (position == NoMember)
        return fail(ErrorKind::InvalidInput, missing, {}, userId ? u"user_id"_s : u"user_email"_s);
    return position;
}

void readMemberLimits(FieldReader &reader, TeamMember &member)
{
    reader.read("max_budget_in_team", member.maxBudget);
    reader.read("tpm_limit", member.tpmLimit);
    reader.read("rpm_limit", member.rpmLimit);
}

} // namespace

TeamMemberRoutes::TeamMemberRoutes(ControlServices &services)
    : m_store(services)
{
}

std::vector<AdminRoute> TeamMemberRoutes::routes() const
{
    return {
        makeRoute("POST", "/team/member_add", Scope::Admin, *this, &TeamMemberRoutes::add),
        makeRoute("POST", "/team/member_update", Scope::Admin, *this, &TeamMemberRoutes::update),
        makeRoute("POST", "/team/member_delete", Scope::Admin, *this, &TeamMemberRoutes::erase),
    };
}

TeamMemberRoutes::Answer TeamMemberRoutes::add(const AdminCall &call) const
{
    auto team = requireNamed(call.body);
    if (!team)
        return fail(team.error());
    const auto members = readMembers(call.body, "member");
    if (!members)
        return fail(members.error());
    TeamMember limits;
    FieldReader reader(call.body);
    readMemberLimits(reader, limits);
    QList<TeamMember> added;
    for (TeamMember member : *members) {
        if (positionOf(*team, member.userId, member.userEmail) != NoMember)
            continue;
        m_store.resolve(member);
        member.maxBudget = limits.maxBudget;
        team->members.append(member);
        added.append(member);
    }
    if (added.isEmpty())
        reader.fail({ErrorKind::Conflict, u"User already in team %1"_s.arg(team->teamId),
                     u"team_member_already_in_team"_s, u"member"_s, nullptr});
    team->updatedAt = m_store.now();
    auto done = reader.result();
    if (done)
        done = m_store.update(*team);
    if (!done)
        return fail(done.error());
    return additions(*team, added);
}

TeamMemberRoutes::Answer TeamMemberRoutes::additions(const Team &team, const QList<TeamMember> &added) const
{
    const auto keys = m_store.keysOf(team.teamId);
    if (!keys)
        return fail(keys.error());
    Json users = Json::array();
    Json memberships = Json::array();
    for (const TeamMember &member : added) {
        users.push_back(Json{{"user_id", member.userId}, {"user_email", core::toJson(member.userEmail)}});
        memberships.push_back(membershipRow(team, member, *keys, m_store.directory()));
    }
    Json row = teamRow(team, m_store.directory());
    row["updated_users"] = std::move(users);
    row["updated_team_memberships"] = std::move(memberships);
    return row;
}

TeamMemberRoutes::Answer TeamMemberRoutes::update(const AdminCall &call) const
{
    auto team = requireNamed(call.body);
    if (!team)
        return fail(team.error());
    const auto position = requireMember(*team, call.body, u"User id doesn't exist in team table"_s);
    if (!position)
        return fail(position.error());
    TeamMember &member = team->members[*position];
    FieldReader reader(call.body);
    std::optional<QString> role = member.role;
    reader.read("role", role);
    if (role && *role != u"admin" && *role != u"user")
        reader.refuse("role", u"must be admin or user"_s);
    member.role = role.value_or(member.role);
    readMemberLimits(reader, member);
    team->updatedAt = m_store.now();
    auto done = reader.result();
    if (done)
        done = m_store.update(*team);
    if (!done)
        return fail(done.error());
    return Json{{"team_id", team->teamId},
                {"user_id", member.userId},
                {"user_email", core::toJson(member.userEmail)},
                {"role", member.role},
                {"max_budget_in_team", toJson(member.maxBudget)},
                {"tpm_limit", core::toJson(member.tpmLimit)},
                {"rpm_limit", core::toJson(member.rpmLimit)}};
}

// A member's keys in the team go with it, or it could go on spending the team's money.
TeamMemberRoutes::Answer TeamMemberRoutes::erase(const AdminCall &call) const
{
    auto team = requireNamed(call.body);
    if (!team)
        return fail(team.error());
    const auto position =
        requireMember(*team, call.body, u"User not found in team. Team ID: %1"_s.arg(team->teamId));
    if (!position)
        return fail(position.error());
    const QString userId = team->members.takeAt(*position).userId;
    auto keys = m_store.keysOf(team->teamId);
    if (!keys)
        return fail(keys.error());
    keys->removeIf([&](const VirtualKey &key) { return key.userId != userId; });
    team->updatedAt = m_store.now();
    if (auto updated = m_store.update(*team, *keys); !updated)
        return fail(updated.error());
    return teamRow(*team, m_store.directory());
}

Result<Team> TeamMemberRoutes::requireNamed(const Json &body) const
{
    FieldReader reader(body);
    const QString id = reader.requiredText("team_id");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    return m_store.require(id, "team_id");
}

} // namespace sekisho::gateway
