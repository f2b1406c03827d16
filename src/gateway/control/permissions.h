// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

namespace sekisho::gateway {

/// What a caller may do to one object, where its role alone does not say. Everything not granted is refused.
class Permissions
{
public:
    explicit Permissions(const Directory &directory)
        : m_directory(&directory)
    {
    }

    /// Proxy admin, admin of the team, or admin of its organisation.
    bool administers(const Caller &caller, const storage::Team &team) const;
    /// Also members, and those who see everything.
    bool maySee(const Caller &caller, const storage::Team &team) const;
    bool isMember(const Caller &caller, const storage::Team &team) const;
    /// Whether a member may call one of the key routes for keys of its team: team admins any, others what
    /// `team_member_permissions` names besides /key/info and /key/health.
    bool mayUseForTeam(const Caller &caller, const storage::Team &team, const QByteArray &route) const;

    /// Proxy admin, or org_admin there.
    bool administers(const Caller &caller, const storage::Organization &organization) const;
    bool maySee(const Caller &caller, const storage::Organization &organization) const;

    /// The key itself, its owner, who administers its team, and those who see everything.
    bool maySee(const Caller &caller, const storage::VirtualKey &key) const;
    /// Proxy admin, its owner, who administers its team, or a member whom the team lets call `route`.
    bool mayChange(const Caller &caller, const storage::VirtualKey &key, const QByteArray &route) const;

private:
    bool administersOrganization(const Caller &caller, const std::optional<QString> &organizationId) const;

    const Directory *m_directory;
};

/// 403: the caller may not do this to that object.
core::Failure notAllowed(const QString &what);

} // namespace sekisho::gateway
