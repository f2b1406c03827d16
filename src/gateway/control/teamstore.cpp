// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamstore.h"

#include "fieldreader.h"
#include "keyfields.h"

#include <limits>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::fail;
using core::Json;
using core::Result;
using storage::Team;
using storage::VirtualKey;

static constexpr std::int64_t Everything = std::numeric_limits<std::int64_t>::max();

TeamStore::TeamStore(ControlServices &services)
    : m_services(&services)
    , m_teams(services.database)
    , m_keys(services.database)
{
}

Result<Team> TeamStore::require(const QString &teamId, const char *field) const
{
    auto team = m_teams.find(teamId);
    if (!team)
        return fail(team.error());
    if (!*team)
        return fail(core::ErrorKind::NotFound, u"Team not found, passed team_id=%1"_s.arg(teamId), {},
                    QString::fromUtf8(field));
    return std::move(**team);
}

Result<Team> TeamStore::requireAdministered(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QString id = reader.requiredText("team_id");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    return requireAdministered(call.caller, id, "team_id");
}

Result<Team> TeamStore::requireAdministered(const Caller &caller, const QString &teamId,
                                            const char *field) const
{
    auto team = require(teamId, field);
    if (caller.isAdmin() || (team && permissions().administers(caller, *team)))
        return team;
    return notAllowed(u"Only proxy admins, organization admins and team admins may do this to a team"_s);
}

Result<QList<VirtualKey>> TeamStore::keysOf(const QString &teamId, std::int64_t most) const
{
    storage::KeyFilter filter;
    filter.teamId = teamId;
    return m_keys.list(filter, {}, {0, most});
}

Result<void> TeamStore::remove(Change &change, const QList<Team> &teams) const
{
    for (const Team &team : teams) {
        const auto keys = keysOf(team.teamId, Everything);
        if (!keys)
            return fail(keys.error());
        change.removeKeys(*keys);
        change.remove(team);
    }
    return {};
}

Result<void> TeamStore::removeKeys(Change &change, const QString &teamId, const QString &userId) const
{
    storage::KeyFilter filter;
    filter.teamId = teamId;
    filter.userId = userId;
    const auto keys = m_keys.list(filter, {}, {0, Everything});
    if (!keys)
        return fail(keys.error());
    change.removeKeys(*keys);
    return {};
}

Json TeamStore::keyRows(const QList<VirtualKey> &keys, const Caller &caller) const
{
    Json rows = Json::array();
    for (const VirtualKey &key : keys) {
        if (!permissions().maySee(caller, key))
            continue;
        Json row = keyRow(key, directory());
        row["token"] = QString::fromLatin1(key.token);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace sekisho::gateway
