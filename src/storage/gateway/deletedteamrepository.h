// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "teamrepository.h"

namespace sekisho::storage {

/// A row of `deleted_teams`: a team as it was last shown.
struct DeletedTeam {
    QString teamId;
    std::optional<QString> teamAlias;
    std::optional<QString> organizationId;
    core::Json row = core::Json::object();
    core::Timestamp deletedAt;
    QString deletedBy;
    friend bool operator==(const DeletedTeam &, const DeletedTeam &) = default;
};

/// The table `deleted_teams`.
class DeletedTeamRepository
{
public:
    explicit DeletedTeamRepository(Database &database)
        : m_database(database)
    {
    }

    /// A team that was deleted before, made again and deleted again is kept as it was last.
    core::Result<void> insert(const DeletedTeam &team);
    /// Latest first. Of the filter, who was a member does not count.
    core::Result<QList<DeletedTeam>> list(const TeamFilter &filter, Page page);
    core::Result<std::int64_t> count(const TeamFilter &filter);

private:
    Database &m_database;
};

} // namespace sekisho::storage
