// SPDX-License-Identifier: GPL-3.0-or-later
#include "teamstore.h"

#include <core/ids.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::fail;
using core::Result;
using storage::Team;
using storage::VirtualKey;

TeamStore::TeamStore(ControlServices &services)
    : m_services(&services)
    , m_teams(services.database)
    , m_keys(services.database)
{
}

Result<QList<Team>> TeamStore::all() const
{
    return m_teams.all();
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

Result<QList<VirtualKey>> TeamStore::keysOf(const QString &teamId) const
{
    return m_keys.ofTeam(teamId);
}

Result<void> TeamStore::insert(const Team &team) const
{
    auto done = m_services->database.transaction([&] { return m_teams.insert(team); });
    if (done)
        m_services->directory.publish(team);
    return done;
}

Result<void> TeamStore::update(const Team &team) const
{
    return update(team, {});
}

Result<void> TeamStore::update(const Team &team, const QList<VirtualKey> &keysToDelete) const
{
    auto done = m_services->database.transaction([&]() -> Result<void> {
        auto erased = eraseKeys(keysToDelete);
        return erased ? m_teams.update(team) : erased;
    });
    if (!done)
        return done;
    for (const VirtualKey &key : keysToDelete)
        m_services->directory.removeKey(key.token);
    m_services->directory.publish(team);
    return {};
}

Result<void> TeamStore::erase(const QStringList &teamIds) const
{
    QList<VirtualKey> keys;
    auto done = m_services->database.transaction([&]() -> Result<void> {
        Result<void> erased;
        for (int i = 0; erased && i < teamIds.size(); ++i) {
            const auto ofTeam = m_keys.ofTeam(teamIds.at(i));
            if (!ofTeam)
                return fail(ofTeam.error());
            keys += *ofTeam;
            erased = eraseKeys(*ofTeam);
            if (erased)
                erased = m_teams.erase(teamIds.at(i));
        }
        return erased;
    });
    if (!done)
        return done;
    for (const VirtualKey &key : keys)
        m_services->directory.removeKey(key.token);
    for (const QString &teamId : teamIds)
        m_services->directory.removeTeam(teamId);
    return {};
}

Result<void> TeamStore::eraseKeys(const QList<VirtualKey> &keys) const
{
    Result<void> erased;
    for (int i = 0; erased && i < keys.size(); ++i)
        erased = m_keys.erase(keys.at(i).token);
    return erased;
}

void TeamStore::resolve(storage::TeamMember &member) const
{
    if (!member.userId.isEmpty())
        return;
    for (const auto &team : m_services->directory.teams()) {
        for (const storage::TeamMember &known : team->rules.members) {
            if (known.userEmail && known.userEmail->compare(*member.userEmail, Qt::CaseInsensitive) == 0)
                member.userId = known.userId;
        }
    }
    if (member.userId.isEmpty())
        member.userId = core::newUuid();
}

} // namespace sekisho::gateway
