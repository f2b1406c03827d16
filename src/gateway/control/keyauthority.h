// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "permissions.h"

namespace sekisho::gateway {

/// What a caller who is no proxy admin may ask of a key (litellm-api §3.3, §3.4): its own, or those of teams
/// that let it. Whatever is not granted here is refused.
class KeyAuthority
{
public:
    KeyAuthority(const Directory &directory, const AdminCall &call)
        : m_directory(directory)
        , m_permissions(directory)
        , m_call(call)
    {
    }

    /// Before a key is made; gives it the caller as owner where none is named.
    core::Result<void> completeNew(storage::VirtualKey &key, const QByteArray &route) const;
    /// Before a key is changed in any way; `route` is the one to be permitted.
    core::Result<void> mayChange(const storage::VirtualKey &key, const QByteArray &route) const;
    /// Whether this is a change that the caller may make: whose key it is stays, and an owner cannot widen
    /// what somebody else gave.
    core::Result<void> mayMove(const storage::VirtualKey &before, const storage::VirtualKey &after) const;
    /// Blocking is for those who administer: an owner must not undo it.
    core::Result<void> mayBlock(const storage::VirtualKey &key) const;
    core::Result<void> maySee(const storage::VirtualKey &key) const;

private:
    bool leads(const storage::VirtualKey &key) const;
    core::Result<void> mayAlter(const storage::VirtualKey &before, const storage::VirtualKey &after) const;
    core::Result<void> mayUseTeam(const QString &teamId, const QByteArray &route) const;

    const Directory &m_directory;
    const Permissions m_permissions;
    const AdminCall &m_call;
};

} // namespace sekisho::gateway
