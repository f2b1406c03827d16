// SPDX-License-Identifier: GPL-3.0-or-later
#include "keyauthority.h"

namespace sekisho::gateway {

using core::ErrorKind;
using core::Result;
using storage::VirtualKey;
using namespace Qt::Literals::StringLiterals;

Result<void> KeyAuthority::mayUseTeam(const QString &teamId, const QByteArray &route) const
{
    const auto team = m_directory.team(teamId);
    if (team && m_permissions.mayUseForTeam(m_call.caller, team->rules, route))
        return {};
    return core::fail(ErrorKind::Unauthenticated,
                      u"Team member does not have permissions for endpoint: %1 of team %2"_s.arg(
                          QString::fromLatin1(route), teamId),
                      u"team_member_permission_error"_s, QString::fromLatin1(route));
}

/// Only a proxy admin decides about these.
static Result<void> checkPrivileges(const VirtualKey &key)
{
    if (key.budgetId)
        return notAllowed(u"Only a proxy admin may attach a key to a shared budget"_s);
    if (const auto &given = core::memberOr(key.extra, "permissions"); given.is_object() && !given.empty())
        return notAllowed(u"Only a proxy admin may give a key permissions"_s);
    return {};
}

Result<void> KeyAuthority::completeNew(VirtualKey &key, const QByteArray &route) const
{
    const Caller &caller = m_call.caller;
    if (caller.isAdmin())
        return {};
    if (key.teamId) {
        if (auto done = mayUseTeam(*key.teamId, route); !done)
            return done;
    }
    if (key.userId && *key.userId != caller.userId && !leads(key))
        return notAllowed(u"User can only create keys for themselves. Got user_id=%1, Your ID=%2"_s.arg(
            *key.userId, caller.userId));
    if (key.organizationId) {
        const auto organization = m_directory.organization(*key.organizationId);
        if (!organization || !m_permissions.maySee(caller, organization->rules))
            return notAllowed(u"You are not a member of organization_id=%1"_s.arg(*key.organizationId));
    }
    if (!key.userId)
        key.userId = caller.userId;
    return checkPrivileges(key);
}

Result<void> KeyAuthority::mayChange(const VirtualKey &key, const QByteArray &route) const
{
    if (m_permissions.mayChange(m_call.caller, key, route))
        return {};
    return notAllowed(u"You are not authorized to call %1 for this key"_s.arg(QString::fromLatin1(route)));
}

Result<void> KeyAuthority::mayMove(const VirtualKey &before, const VirtualKey &after) const
{
    if (m_call.caller.isAdmin())
        return {};
    if (before.userId != after.userId)
        return notAllowed(u"Only a proxy admin may give a key to another user"_s);
    if (before.organizationId != after.organizationId)
        return notAllowed(u"Only a proxy admin may move a key to another organization"_s);
    if (before.spend != after.spend)
        return notAllowed(u"Only a proxy admin may set the spend of a key"_s);
    if (before.budgetId != after.budgetId ||
        core::memberOr(before.extra, "permissions") != core::memberOr(after.extra, "permissions"))
        return notAllowed(u"Only a proxy admin may change the shared budget or the permissions of a key"_s);
    if (after.teamId && before.teamId != after.teamId) {
        if (auto done = mayUseTeam(*after.teamId, "/key/update"); !done)
            return done;
    }
    return mayAlter(before, after);
}

bool KeyAuthority::leads(const VirtualKey &key) const
{
    const auto team = key.teamId ? m_directory.team(*key.teamId) : nullptr;
    return m_call.caller.isAdmin() || (team && m_permissions.administers(m_call.caller, team->rules));
}

Result<void> KeyAuthority::mayAlter(const VirtualKey &before, const VirtualKey &after) const
{
    if (leads(before))
        return {};
    if (before.blocked != after.blocked)
        return mayBlock(before);
    VirtualKey renamed = before;
    renamed.keyAlias = after.keyAlias;
    renamed.updatedAt = after.updatedAt;
    renamed.updatedBy = after.updatedBy;
    if (before.createdBy != m_call.caller.userId && !(renamed == after))
        return notAllowed(u"Only who administers it may change what this key is allowed"_s);
    return {};
}

Result<void> KeyAuthority::mayBlock(const VirtualKey &key) const
{
    if (leads(key))
        return {};
    return notAllowed(u"Only a proxy admin, or an admin of its team, may block or unblock this key"_s);
}

Result<void> KeyAuthority::maySee(const VirtualKey &key) const
{
    if (m_permissions.maySee(m_call.caller, key))
        return {};
    return core::fail(ErrorKind::Forbidden, u"You are not allowed to access this key's info"_s, {}, u"key"_s);
}

} // namespace sekisho::gateway
