// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyrepository.h"
#include "team.h"

namespace sekisho::storage {

/// What /v2/team/list may ask for; absent means any.
struct TeamFilter {
    std::optional<QString> teamId;
    std::optional<QString> idContains;
    std::optional<QString> aliasContains;
    std::optional<QString> organizationId;
    std::optional<QString> memberId;   ///< of which this user is a member
    QStringList teamIds;               ///< one of these
    std::optional<QString> visibleFor; ///< this user is a member of the team or admin of its organisation
    std::optional<QString> orTeam;     ///< or it is this team; widens `visibleFor`
};

enum class TeamColumn { CreatedAt, TeamId, Alias };

struct TeamOrder {
    TeamColumn column = TeamColumn::CreatedAt;
    bool descending = true;
};

/// The tables `teams` and `team_members`. Writes touch both, so call them inside a transaction.
class TeamRepository
{
public:
    explicit TeamRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<void> insert(const Team &team);
    /// Writes everything but the spend of team and members, which the ledger adds to. NotFound if there is no
    /// such team.
    core::Result<void> update(const Team &team);
    /// Also its members; its keys are the caller's business.
    core::Result<void> erase(const QString &teamId);
    core::Result<void> restartMemberSpend(const QString &teamId, const QString &userId, core::Money spend,
                                          const std::optional<core::Timestamp> &resetAt);

    core::Result<std::optional<Team>> find(const QString &teamId);
    /// Newest first.
    core::Result<QList<Team>> all();
    core::Result<QList<Team>> list(const TeamFilter &filter, TeamOrder order = {}, Page page = {});
    core::Result<std::int64_t> count(const TeamFilter &filter);

private:
    core::Result<void> writeMembers(const Team &team);
    core::Result<void> eraseOthers(const Team &team);
    core::Result<QList<Team>> read(const QString &condition, const QVariantList &values,
                                   TeamOrder order = {});

    Database &m_database;
};

} // namespace sekisho::storage
