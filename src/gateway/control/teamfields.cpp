// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamfields.h"

#include "budgetfields.h"
#include "extrafields.h"
#include "limitfields.h"
#include "loggingvars.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using storage::Team;
using storage::TeamMember;

namespace {

// A soft budget at or above the hard one could never warn.
void checkSoftBudget(FieldReader &reader, const storage::SpendLimits &limits)
{
    if (limits.softBudget && limits.maxBudget && *limits.softBudget >= *limits.maxBudget)
        reader.refuse("soft_budget", u"must be less than max_budget"_s);
}

// What becomes a budget of its own later is looked at here, under the names it was given.
void checkMemberBudget(FieldReader &reader)
{
    std::optional<core::Money> budget;
    std::optional<std::int64_t> tokens, requests;
    std::optional<QString> period;
    reader.read("team_member_budget", budget);
    reader.read("team_member_tpm_limit", tokens);
    reader.read("team_member_rpm_limit", requests);
    reader.readDuration("team_member_budget_duration", period);
}

Json memberLimits(const TeamMember &member)
{
    if (!member.maxBudget && !member.tpmLimit && !member.rpmLimit)
        return nullptr;
    return {{"max_budget", toJson(member.maxBudget)},
            {"tpm_limit", core::toJson(member.tpmLimit)},
            {"rpm_limit", core::toJson(member.rpmLimit)}};
}

} // namespace

void readTeam(FieldReader &reader, Team &team, const BudgetTime &time)
{
    reader.read("team_alias", team.teamAlias);
    reader.read("organization_id", team.organizationId);
    reader.read("models", team.models);
    reader.read("blocked", team.blocked);
    reader.readObject("metadata", team.metadata);
    readLimits(reader, team.limits, time);
    checkSoftBudget(reader, team.limits);
    checkMemberBudget(reader);
    readExtras(reader, teamExtraFields(), team.extra);
    readExtras(reader, metadataFields(), team.metadata);
}

Result<TeamMember> readMember(const Json &member)
{
    FieldReader reader(member);
    std::optional<QString> userId;
    std::optional<QString> role;
    TeamMember result;
    reader.read("user_id", userId);
    reader.read("user_email", result.userEmail);
    reader.read("role", role);
    result.userId = userId.value_or(QString());
    result.role = role.value_or(u"user"_s);
    if (result.userId.isEmpty() && result.userEmail.value_or(QString()).isEmpty())
        reader.refuse("user_id", u"or user_email is required"_s);
    if (result.role != u"admin" && result.role != u"user")
        reader.refuse("role", u"must be admin or user"_s);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    return result;
}

Result<QList<TeamMember>> readMembers(const Json &body, const char *field)
{
    constexpr std::size_t Most = 500;
    const Json &given = core::memberOr(body, field);
    const QString name = QString::fromUtf8(field);
    if (!given.is_array() && !given.is_object())
        return fail(ErrorKind::InvalidInput, u"Field '%1' must be a member or a list of members"_s.arg(name),
                    {}, name);
    if (given.is_array() && given.size() > Most)
        return fail(ErrorKind::InvalidInput, u"Field '%1' has more than %2 entries"_s.arg(name).arg(Most), {},
                    name);
    QList<TeamMember> members;
    for (const Json &item : given.is_array() ? given : Json::array({given})) {
        auto member = readMember(item);
        if (!member)
            return fail(member.error());
        members.append(std::move(*member));
    }
    return members;
}

Json teamRow(const Team &team, const Directory &directory)
{
    const auto live = directory.team(team.teamId);
    const auto spend = live ? core::Money::fromNanos(live->meter->spentNanos) : team.spend;
    Json members = Json::array();
    for (const TeamMember &member : team.members)
        members.push_back(Json{{"role", member.role},
                               {"user_id", member.userId},
                               {"user_email", core::toJson(member.userEmail)}});
    Json row{{"team_id", team.teamId},
             {"team_alias", core::toJson(team.teamAlias)},
             {"organization_id", core::toJson(team.organizationId)},
             {"members_with_roles", std::move(members)},
             {"metadata", shownLogging(team.metadata)},
             {"spend", spend.usd()},
             {"models", core::toJson(team.models)},
             {"blocked", team.blocked},
             {"model_spend", Json::object()},
             {"model_id", nullptr},
             {"litellm_model_table", nullptr},
             {"created_at", core::toIso8601(team.createdAt)},
             {"updated_at", core::toIso8601(team.updatedAt)}};
    writeLimits(team.limits, row);
    writeExtras(teamExtraFields(), team.extra, row);
    return row;
}

Json membershipRow(const Team &team, const TeamMember &member, const Directory &directory)
{
    const auto live = directory.member(team.teamId, member.userId);
    const auto spend = live ? core::Money::fromNanos(live->meter->spentNanos) : member.spend;
    Json limits = memberLimits(member);
    if (limits.is_null())
        limits = budgetRowOrNull(member.budgetId, directory);
    return {{"user_id", member.userId},
            {"team_id", team.teamId},
            {"spend", spend.usd()},
            {"budget_id", core::toJson(member.budgetId)},
            {"litellm_budget_table", std::move(limits)}};
}

Json membershipRows(const Team &team, const Directory &directory)
{
    Json rows = Json::array();
    for (const TeamMember &member : team.members)
        rows.push_back(membershipRow(team, member, directory));
    return rows;
}

} // namespace sekisho::gateway
