// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apitransport.h"
#include "teaminfo.h"

namespace sekisho::client {

/// /team/* (litellm-api §4).
class TeamOperations
{
public:
    /// `transport` is borrowed.
    explicit TeamOperations(ApiTransport *transport);

    /// All teams the caller may see; /team/list does not page.
    core::Async<QList<TeamInfo>> list() const;
    core::Async<TeamDetails> info(const QString &teamId) const;
    core::Async<TeamInfo> create(const NewTeam &team) const;
    core::Async<void> update(const QString &teamId, const TeamChanges &changes) const;
    /// Also deletes the teams' keys.
    core::Async<void> remove(const QStringList &teamIds) const;

    core::Async<void> addMember(const QString &teamId, const TeamMember &member,
                                std::optional<core::Money> maxBudgetInTeam = {}) const;
    core::Async<void> updateMember(const QString &teamId, const QString &userId,
                                   const TeamMemberChanges &changes) const;
    /// Also deletes the member's keys in this team.
    core::Async<void> removeMember(const QString &teamId, const QString &userId) const;

private:
    core::Async<void> command(const QString &path, const core::Json &body) const;
    ApiTransport *m_transport;
};

} // namespace sekisho::client
