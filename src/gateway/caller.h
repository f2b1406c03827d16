// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "directory.h"

namespace sekisho::gateway {

/// What somebody may do in the management (litellm-api §1.2). Team admins and organisation admins are
/// internal users; what they administer is found by Permissions.
enum class Role {
    Key, ///< a key without a known owner: itself only
    InternalUserViewer,
    InternalUser,
    ProxyAdminViewer,
    ProxyAdmin,
};

/// LiteLLM's name of a role, e.g. "proxy_admin".
QString nameOf(Role role);
/// What a user row's `user_role` gives; InternalUser when it has none, and for a name that is not known Key.
Role roleNamed(const std::optional<QString> &name);

/// Who asks: the master key, or a virtual key.
struct Caller {
    Role role = Role::Key;
    std::shared_ptr<const KeyEntry> key;   ///< null for the master key
    std::shared_ptr<const UserEntry> user; ///< the key's owner, if there is such a row
    QString userId;                        ///< of the key's owner; "default_user_id" for the master key
    QByteArray keyHash;

    bool isMaster() const { return role == Role::ProxyAdmin && !key; }
    bool isAdmin() const { return role == Role::ProxyAdmin; }
    /// May read everything.
    bool seesAll() const { return role == Role::ProxyAdmin || role == Role::ProxyAdminViewer; }
    /// May change what is its own.
    bool isActive() const { return role == Role::ProxyAdmin || role == Role::InternalUser; }
};

} // namespace sekisho::gateway
