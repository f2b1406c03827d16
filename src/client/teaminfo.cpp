// SPDX-License-Identifier: GPL-3.0-or-later
#include "teaminfo.h"

#include "wirejson.h"

namespace sekisho::client {

using core::Json;

namespace {
TeamMember memberFrom(const Json &row)
{
    return {core::stringOr(row, "user_id"), core::optionalString(row, "user_email"),
            core::stringOr(row, "role", QStringLiteral("user"))};
}

TeamMembership membershipFrom(const Json &row)
{
    return {core::stringOr(row, "user_id"), moneyOr(row, "spend"),
            spendLimitsFrom(core::memberOr(row, "litellm_budget_table"))};
}
} // namespace

TeamInfo teamFrom(const Json &row)
{
    TeamInfo team;
    team.teamId = core::stringOr(row, "team_id");
    team.alias = core::optionalString(row, "team_alias");
    team.organizationId = core::optionalString(row, "organization_id");
    team.members = listFrom<TeamMember>(core::memberOr(row, "members_with_roles"), memberFrom);
    team.models = core::stringsOr(row, "models");
    team.spend = moneyOr(row, "spend");
    team.limits = spendLimitsFrom(row);
    team.blocked = core::boolOr(row, "blocked");
    if (const auto &metadata = core::memberOr(row, "metadata"); metadata.is_object())
        team.metadata = metadata;
    team.createdAt = optionalTime(row, "created_at");
    team.updatedAt = optionalTime(row, "updated_at");
    return team;
}

TeamDetails teamDetailsFrom(const Json &answer)
{
    TeamDetails details;
    details.team = teamFrom(core::memberOr(answer, "team_info"));
    if (details.team.teamId.isEmpty())
        details.team.teamId = core::stringOr(answer, "team_id");
    details.keys = listFrom<VirtualKeyInfo>(core::memberOr(answer, "keys"), virtualKeyFrom);
    details.memberships =
        listFrom<TeamMembership>(core::memberOr(answer, "team_memberships"), membershipFrom);
    return details;
}

Json toJson(const TeamMember &member)
{
    Json body{{"role", member.role}};
    if (!member.userId.isEmpty())
        body["user_id"] = member.userId;
    writeField(body, "user_email", member.email);
    return body;
}

Json toJson(const NewTeam &team)
{
    Json body = Json::object();
    writeField(body, "team_id", team.teamId);
    writeField(body, "team_alias", team.alias);
    if (!team.models.isEmpty())
        body["models"] = core::toJson(team.models);
    writeTo(body, team.limits);
    for (const auto &member : team.members)
        body["members_with_roles"].push_back(toJson(member));
    return body;
}

Json toJson(const TeamChanges &changes)
{
    Json body = Json::object();
    writeField(body, "team_alias", changes.alias);
    writeField(body, "models", changes.models, Json::array());
    writeTo(body, changes.limits);
    writeField(body, "blocked", changes.blocked, false);
    return body;
}

Json toJson(const TeamMemberChanges &changes)
{
    Json body = Json::object();
    writeField(body, "role", changes.role);
    writeField(body, "max_budget_in_team", changes.maxBudgetInTeam);
    writeField(body, "tpm_limit", changes.tpmLimit);
    writeField(body, "rpm_limit", changes.rpmLimit);
    return body;
}

} // namespace sekisho::client
