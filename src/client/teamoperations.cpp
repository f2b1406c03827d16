// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamoperations.h"

#include "failure.h"
#include "wirejson.h"

namespace sekisho::client {

using core::Json;
using core::Result;
using namespace Qt::Literals::StringLiterals;

namespace {
Result<QList<TeamInfo>> teamsFrom(const Json &answer)
{
    if (!answer.is_array())
        return core::fail(core::ErrorKind::Upstream, u"The answer to /team/list is not a list"_s,
                          CodeNotTheApi);
    return listFrom<TeamInfo>(answer, teamFrom);
}
} // namespace

TeamOperations::TeamOperations(ApiTransport *transport)
    : m_transport(transport)
{
}

core::Async<QList<TeamInfo>> TeamOperations::list() const
{
    return m_transport->fetchJson<QList<TeamInfo>>(ApiRequest::get(u"/team/list"_s), teamsFrom);
}

core::Async<TeamDetails> TeamOperations::info(const QString &teamId) const
{
    return m_transport->fetchJson<TeamDetails>(
        ApiRequest::get(u"/team/info"_s, queryOf({{u"team_id"_s, teamId}})),
        [](const Json &answer) { return Result<TeamDetails>(teamDetailsFrom(answer)); });
}

core::Async<TeamInfo> TeamOperations::create(const NewTeam &team) const
{
    return m_transport->fetchJson<TeamInfo>(ApiRequest::post(u"/team/new"_s, toJson(team)),
                                            [](const Json &row) { return Result<TeamInfo>(teamFrom(row)); });
}

core::Async<void> TeamOperations::update(const QString &teamId, const TeamChanges &changes) const
{
    auto body = toJson(changes);
    body["team_id"] = teamId;
    return command(u"/team/update"_s, body);
}

core::Async<void> TeamOperations::remove(const QStringList &teamIds) const
{
    return command(u"/team/delete"_s, Json{{"team_ids", core::toJson(teamIds)}});
}

core::Async<void> TeamOperations::addMember(const QString &teamId, const TeamMember &member,
                                            std::optional<core::Money> maxBudgetInTeam) const
{
    Json body{{"team_id", teamId}, {"member", toJson(member)}};
    writeField(body, "max_budget_in_team", maxBudgetInTeam);
    return command(u"/team/member_add"_s, body);
}

core::Async<void> TeamOperations::updateMember(const QString &teamId, const QString &userId,
                                               const TeamMemberChanges &changes) const
{
    auto body = toJson(changes);
    body["team_id"] = teamId;
    body["user_id"] = userId;
    return command(u"/team/member_update"_s, body);
}

core::Async<void> TeamOperations::removeMember(const QString &teamId, const QString &userId) const
{
    return command(u"/team/member_delete"_s, Json{{"team_id", teamId}, {"user_id", userId}});
}

core::Async<void> TeamOperations::command(const QString &path, const Json &body) const
{
    return m_transport->fetch<void>(ApiRequest::post(path, body),
                                    [](const ApiResponse &) { return Result<void>(); });
}

} // namespace sekisho::client
