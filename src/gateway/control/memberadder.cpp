// SPDX-License-Identifier: GPL-3.0-or-later
#include "memberadder.h"

namespace sekisho::gateway {

using core::fail;
using core::Result;
using storage::Team;
using storage::TeamMember;

namespace {

bool isSame(const TeamMember &member, const QString &userId, const std::optional<QString> &email)
{
    if (!userId.isEmpty())
        return member.userId == userId;
    return email && member.userEmail && member.userEmail->compare(*email, Qt::CaseInsensitive) == 0;
}

} // namespace

qsizetype memberPosition(const Team &team, const QString &userId, const std::optional<QString> &email)
{
    for (qsizetype i = 0; i < team.members.size(); ++i) {
        if (isSame(team.members.at(i), userId, email))
            return i;
    }
    return -1;
}

MemberAdder::MemberAdder(ControlServices &services, Change &change, Team &team)
    : m_users(services)
    , m_change(change)
    , m_team(team)
    , m_directory(services.directory)
{
}

Result<std::optional<TeamMember>> MemberAdder::add(TeamMember member)
{
    if (memberPosition(m_team, member.userId, member.userEmail) >= 0)
        return std::optional<TeamMember>();
    const auto user = m_users.findOrCreate(m_change, member.userId, member.userEmail);
    if (!user)
        return fail(user.error());
    if (memberPosition(m_team, user->userId, {}) >= 0)
        return std::optional<TeamMember>();
    member.userId = user->userId;
    if (!member.userEmail)
        member.userEmail = user->userEmail;
    const auto common = m_directory.budget(core::stringOr(m_team.metadata, "team_member_budget_id"));
    if (common) {
        member.budgetDuration = common->rules.limits.budgetDuration;
        member.budgetResetAt = common->rules.limits.budgetResetAt;
    }
    m_team.members.append(member);
    return std::optional(member);
}

} // namespace sekisho::gateway
