// SPDX-License-Identifier: GPL-3.0-or-later
#include "deletedteamrepository.h"

#include "listconditions.h"

namespace sekisho::storage {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

QString columns()
{
    return u"team_id, team_alias, organization_id, content, deleted_at, deleted_by"_s;
}

DeletedTeam readTeam(const Row &row)
{
    return {.teamId = row.text(0),
            .teamAlias = row.optionalText(1),
            .organizationId = row.optionalText(2),
            .row = readJson(row, 3),
            .deletedAt = row.time(4),
            .deletedBy = row.text(5)};
}

Where conditions(const TeamFilter &filter)
{
    Where where;
    where.addEqual(u"team_id"_s, filter.teamId);
    where.addEqual(u"organization_id"_s, filter.organizationId);
    addContains(where, u"team_alias"_s, filter.aliasContains);
    return where;
}

} // namespace

Result<void> DeletedTeamRepository::insert(const DeletedTeam &team)
{
    auto erased = m_database.run(u"DELETE FROM deleted_teams WHERE team_id = ?"_s, {team.teamId});
    if (!erased)
        return erased;
    return m_database.run(insertSql(u"deleted_teams"_s, columns()),
                          {team.teamId, bind(team.teamAlias), bind(team.organizationId), bindJson(team.row),
                           bind(team.deletedAt), team.deletedBy});
}

Result<QList<DeletedTeam>> DeletedTeamRepository::list(const TeamFilter &filter, Page page)
{
    const Where where = conditions(filter);
    return m_database.select<DeletedTeam>(
        u"SELECT %1 FROM deleted_teams%2 ORDER BY deleted_at DESC, team_id DESC LIMIT ? OFFSET ?"_s.arg(
            columns(), where.sql()),
        where.values() + QVariantList{qlonglong(page.limit), qlonglong(page.offset)}, readTeam);
}

Result<std::int64_t> DeletedTeamRepository::count(const TeamFilter &filter)
{
    return countRows(m_database, u"deleted_teams"_s, conditions(filter));
}

} // namespace sekisho::storage
