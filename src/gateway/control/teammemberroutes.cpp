// SPDX-License-Identifier: GPL-3.0-or-later
#include "teammemberroutes.h"

#include "fieldreader.h"
#include "limitfields.h"
#include "makeroute.h"
#include "memberadder.h"
#include "teamfields.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::Team;
using storage::TeamMember;

namespace {

constexpr int MostAtOnce = 500;

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
    const auto position = memberPosition(team, userId.value_or(QString()), email);
    if (position < 0)
        return fail(ErrorKind::InvalidInput, missing, {}, userId ? u"user_id"_s : u"user_email"_s);
    return position;
}

void readMemberLimits(FieldReader &reader, TeamMember &member)
{
    reader.read("max_budget_in_team", member.maxBudget);
    reader.read("tpm_limit", member.tpmLimit);
    reader.read("rpm_limit", member.rpmLimit);
}

/// The limits that a request gives to those it adds, as those of a member without a name.
Result<TeamMember> readLimitsOf(const Json &body)
{
    TeamMember limits;
    FieldReader reader(body);
    readMemberLimits(reader, limits);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    return limits;
}

TeamMember withLimits(TeamMember member, const TeamMember &limits)
{
    member.maxBudget = limits.maxBudget;
    member.tpmLimit = limits.tpmLimit;
    member.rpmLimit = limits.rpmLimit;
    return member;
}

} // namespace

TeamMemberRoutes::TeamMemberRoutes(ControlServices &services)
    : m_store(services)
{
}

std::vector<AdminRoute> TeamMemberRoutes::routes() const
{
    return {
        makeRoute("POST", "/team/member_add", Scope::Active, *this, &TeamMemberRoutes::add),
        makeRoute("POST", "/team/bulk_member_add", Scope::Admin, *this, &TeamMemberRoutes::addMany),
        makeRoute("POST", "/team/member_update", Scope::Active, *this, &TeamMemberRoutes::update),
        makeRoute("POST", "/team/member_delete", Scope::Active, *this, &TeamMemberRoutes::erase),
        makeRoute("POST", "/team/{team_id}/member/{user_id}/reset_spend", Scope::Active, *this,
                  &TeamMemberRoutes::resetSpend),
    };
}

// Who administers a team adds whom it will; a team that is open to all, everybody may join.
Result<Team> TeamMemberRoutes::requireJoinable(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QString id = reader.requiredText("team_id");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    if (joinsItself(call, id))
        return m_store.require(id, "team_id");
    return m_store.requireAdministered(call.caller, id, "team_id");
}

bool TeamMemberRoutes::joinsItself(const AdminCall &call, const QString &teamId) const
{
    const auto open = core::stringsOr(m_store.services().settings.defaultUserParams, "available_teams");
    const auto members = readMembers(call.body, "member");
    const bool limitsItself = call.body.contains("max_budget_in_team") || call.body.contains("tpm_limit") ||
                              call.body.contains("rpm_limit");
    if (!open.contains(teamId) || call.caller.userId.isEmpty() || limitsItself)
        return false;
    return members && members->size() == 1 && members->first().userId == call.caller.userId &&
           members->first().role == u"user";
}

TeamMemberRoutes::Answer TeamMemberRoutes::add(const AdminCall &call) const
{
    const auto before = requireJoinable(call);
    if (!before)
        return fail(before.error());
    Team team = *before;
    Change change(m_store.services(), call);
    const auto added = addEach(change, team, call.body);
    if (!added)
        return fail(added.error());
    team.updatedAt = change.now();
    change.alter(*before, team);
    if (auto done = change.commit(); !done)
        return fail(done.error());
    return additions(team, *added);
}

// Who was in the team before is left alone; that everybody was is a mistake.
Result<QList<TeamMember>> TeamMemberRoutes::addEach(Change &change, Team &team, const Json &body) const
{
    const auto members = readMembers(body, "member");
    if (!members)
        return fail(members.error());
    const auto limits = readLimitsOf(body);
    if (!limits)
        return fail(limits.error());
    MemberAdder adder(m_store.services(), change, team);
    QList<TeamMember> added;
    for (const TeamMember &member : *members) {
        const auto now = adder.add(withLimits(member, *limits));
        if (!now)
            return fail(now.error());
        if (*now)
            added.append(**now);
    }
    if (added.isEmpty())
        return fail(ErrorKind::Conflict, u"User already in team %1"_s.arg(team.teamId),
                    u"team_member_already_in_team"_s, u"member"_s);
    return added;
}

Json TeamMemberRoutes::additions(const Team &team, const QList<TeamMember> &added) const
{
    Json users = Json::array();
    Json memberships = Json::array();
    for (const TeamMember &member : added) {
        users.push_back(Json{{"user_id", member.userId}, {"user_email", core::toJson(member.userEmail)}});
        memberships.push_back(membershipRow(team, member, m_store.directory()));
    }
    Json row = teamRow(team, m_store.directory());
    row["updated_users"] = std::move(users);
    row["updated_team_memberships"] = std::move(memberships);
    return row;
}

Result<QList<TeamMember>> TeamMemberRoutes::membersToAdd(const Json &body) const
{
    bool all = false;
    FieldReader reader(body);
    reader.read("all_users", all);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    if (!all)
        return readMembers(body, "members");
    const auto users = storage::UserRepository(m_store.services().database).list({}, {}, {0, MostAtOnce + 1});
    if (!users)
        return fail(users.error());
    if (users->size() > MostAtOnce)
        return fail(ErrorKind::InvalidInput,
                    u"There are more than %1 users; name those to add"_s.arg(MostAtOnce), {}, u"all_users"_s);
    QList<TeamMember> members;
    for (const storage::User &user : *users)
        members.append({.userId = user.userId, .userEmail = user.userEmail, .role = u"user"_s});
    return members;
}

TeamMemberRoutes::Answer TeamMemberRoutes::addMany(const AdminCall &call) const
{
    const auto before = m_store.requireAdministered(call);
    if (!before)
        return fail(before.error());
    const auto members = membersToAdd(call.body);
    if (!members)
        return fail(members.error());
    const auto limits = readLimitsOf(call.body);
    if (!limits)
        return fail(limits.error());
    Team team = *before;
    Change change(m_store.services(), call);
    MemberAdder adder(m_store.services(), change, team);
    Json results = Json::array();
    for (const TeamMember &member : *members)
        results.push_back(additionResult(team, member, adder.add(withLimits(member, *limits))));
    team.updatedAt = change.now();
    change.alter(*before, team);
    if (auto done = change.commit(); !done)
        return fail(done.error());
    return bulkAnswer(team, std::move(results));
}

Json TeamMemberRoutes::additionResult(const Team &team, const TeamMember &asked,
                                      const Result<std::optional<TeamMember>> &added) const
{
    const bool isNew = added && *added;
    const TeamMember &shown = isNew ? **added : asked;
    const QString why = added ? u"User already in team"_s : added.error().detail;
    return {
        {"user_id", shown.userId},
        {"user_email", core::toJson(shown.userEmail)},
        {"success", isNew},
        {"error", isNew ? Json(nullptr) : Json(why)},
        {"updated_user", isNew ? Json{{"user_id", shown.userId}} : Json(nullptr)},
        {"updated_team_membership", isNew ? membershipRow(team, shown, m_store.directory()) : Json(nullptr)}};
}

Json TeamMemberRoutes::bulkAnswer(const Team &team, Json results) const
{
    const auto total = results.size();
    const auto successes = std::count_if(results.begin(), results.end(),
                                         [](const Json &result) { return result["success"] == true; });
    return Json{{"team_id", team.teamId},
                {"results", std::move(results)},
                {"total_requested", total},
                {"successful_additions", successes},
                {"failed_additions", std::int64_t(total) - successes},
                {"updated_team", teamRow(team, m_store.directory())}};
}

TeamMemberRoutes::Answer TeamMemberRoutes::update(const AdminCall &call) const
{
    const auto before = m_store.requireAdministered(call);
    if (!before)
        return fail(before.error());
    const auto position = requireMember(*before, call.body, u"User id doesn't exist in team table"_s);
    if (!position)
        return fail(position.error());
    Team team = *before;
    TeamMember &member = team.members[*position];
    FieldReader reader(call.body);
    std::optional<QString> role = member.role;
    reader.read("role", role);
    if (role && *role != u"admin" && *role != u"user")
        reader.refuse("role", u"must be admin or user"_s);
    member.role = role.value_or(member.role);
    readMemberLimits(reader, member);
    Change change(m_store.services(), call);
    team.updatedAt = change.now();
    change.alter(*before, team);
    auto done = reader.result();
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
    return Json{{"team_id", team.teamId},
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
    const auto before = m_store.requireAdministered(call);
    if (!before)
        return fail(before.error());
    const auto position =
        requireMember(*before, call.body, u"User not found in team. Team ID: %1"_s.arg(before->teamId));
    if (!position)
        return fail(position.error());
    Team team = *before;
    const QString userId = team.members.takeAt(*position).userId;
    Change change(m_store.services(), call);
    team.updatedAt = change.now();
    change.alter(*before, team);
    auto done = m_store.removeKeys(change, team.teamId, userId);
    if (done)
        done = change.commit();
    if (!done)
        return fail(done.error());
    return teamRow(team, m_store.directory());
}

namespace {

Result<core::Money> readResetTo(const Json &body, core::Money spent)
{
    std::optional<core::Money> target;
    FieldReader reader(body);
    reader.read("reset_to", target);
    if (!target)
        reader.refuse("reset_to", u"is required"_s);
    else if (*target > spent)
        reader.refuse("reset_to", u"must not be more than what was spent"_s);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    return *target;
}

} // namespace

TeamMemberRoutes::Answer TeamMemberRoutes::resetSpend(const AdminCall &call) const
{
    const auto team = m_store.requireAdministered(call.caller, call.parameter, "team_id");
    if (!team)
        return fail(team.error());
    if (!call.caller.isAdmin() && call.caller.userId == call.secondParameter)
        return notAllowed(u"You cannot reset your own spend"_s);
    const auto live = m_store.directory().member(team->teamId, call.secondParameter);
    if (!live)
        return fail(ErrorKind::NotFound, u"User not found in team. Team ID: %1"_s.arg(team->teamId), {},
                    u"user_id"_s);
    const auto previous = core::Money::fromNanos(live->meter->spentNanos);
    const auto target = readResetTo(call.body, previous);
    if (!target)
        return fail(target.error());
    Change change(m_store.services(), call);
    change.alter(*team, *team);
    change.restartSpend(storage::SpendOwner::Member, team->teamId, call.secondParameter, *target,
                        live->rules.budgetResetAt);
    if (auto done = change.commit(); !done)
        return fail(done.error());
    return Json{{"team_id", team->teamId},
                {"user_id", call.secondParameter},
                {"spend", target->usd()},
                {"previous_spend", previous.usd()},
                {"max_budget", toJson(live->rules.maxBudget)}};
}

} // namespace sekisho::gateway
