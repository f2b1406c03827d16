// SPDX-License-Identifier: GPL-3.0-or-later
#include "permissions.h"

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

namespace {

const storage::TeamMember *memberOf(const Caller &caller, const storage::Team &team)
{
    if (caller.userId.isEmpty())
        return nullptr;
    for (const storage::TeamMember &member : team.members) {
        if (member.userId == caller.userId)
            return &member;
    }
    return nullptr;
}

const storage::OrganizationMember *memberOf(const Caller &caller, const storage::Organization &organization)
{
    if (caller.userId.isEmpty())
        return nullptr;
    for (const storage::OrganizationMember &member : organization.members) {
        if (member.userId == caller.userId)
            return &member;
    }
    return nullptr;
}

bool names(const Json &list, const QByteArray &route)
{
    return list.is_array() && std::any_of(list.begin(), list.end(), [&](const Json &entry) {
               return entry.is_string() && entry.get_ref<const std::string &>() == route.toStdString();
           });
}

bool isOwner(const Caller &caller, const storage::VirtualKey &key)
{
    return !caller.userId.isEmpty() && key.userId == caller.userId;
}

} // namespace

bool Permissions::administersOrganization(const Caller &caller,
                                          const std::optional<QString> &organizationId) const
{
    const auto entry =
        organizationId && !organizationId->isEmpty() ? m_directory->organization(*organizationId) : nullptr;
    return entry && administers(caller, entry->rules);
}

bool Permissions::administers(const Caller &caller, const storage::Team &team) const
{
    if (caller.isAdmin())
        return true;
    if (!caller.isActive())
        return false;
    const auto *member = memberOf(caller, team);
    return (member && member->role == u"admin") || administersOrganization(caller, team.organizationId);
}

bool Permissions::isMember(const Caller &caller, const storage::Team &team) const
{
    return memberOf(caller, team) || (caller.key && caller.key->rules.teamId == team.teamId);
}

bool Permissions::maySee(const Caller &caller, const storage::Team &team) const
{
    return caller.seesAll() || isMember(caller, team) || administers(caller, team);
}

bool Permissions::mayUseForTeam(const Caller &caller, const storage::Team &team,
                                const QByteArray &route) const
{
    if (administers(caller, team))
        return true;
    if (!caller.isActive() || !memberOf(caller, team))
        return false;
    return route == "/key/info" || route == "/key/health" ||
           names(core::memberOr(team.extra, "team_member_permissions"), route);
}

bool Permissions::administers(const Caller &caller, const storage::Organization &organization) const
{
    if (caller.isAdmin())
        return true;
    const auto *member = memberOf(caller, organization);
    return caller.isActive() && member && member->userRole == u"org_admin";
}

bool Permissions::maySee(const Caller &caller, const storage::Organization &organization) const
{
    return caller.seesAll() || memberOf(caller, organization);
}

bool Permissions::maySee(const Caller &caller, const storage::VirtualKey &key) const
{
    if (caller.seesAll() || caller.keyHash == key.token || isOwner(caller, key))
        return true;
    const auto team = key.teamId ? m_directory->team(*key.teamId) : nullptr;
    return team && administers(caller, team->rules);
}

bool Permissions::mayChange(const Caller &caller, const storage::VirtualKey &key,
                            const QByteArray &route) const
{
    if (caller.isAdmin())
        return true;
    if (!caller.isActive())
        return false;
    const auto team = key.teamId ? m_directory->team(*key.teamId) : nullptr;
    return team ? mayUseForTeam(caller, team->rules, route) : isOwner(caller, key);
}

core::Failure notAllowed(const QString &what)
{
    return core::fail(core::ErrorKind::Forbidden, what);
}

} // namespace sekisho::gateway
