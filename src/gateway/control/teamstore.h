// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "change.h"
#include "permissions.h"

#include <storage/gateway/teamrepository.h>

namespace sekisho::gateway {

/// Finding teams for who may work on them, and what a change of one brings with it.
class TeamStore
{
public:
    explicit TeamStore(ControlServices &services);

    core::Result<storage::Team> require(const QString &teamId, const char *field) const;
    /// The team that `team_id` names, if the caller administers it. For who is no proxy admin, a team that is
    /// not there is one it may not see.
    core::Result<storage::Team> requireAdministered(const AdminCall &call) const;
    /// The same of an id from elsewhere.
    core::Result<storage::Team> requireAdministered(const Caller &caller, const QString &teamId,
                                                    const char *field) const;
    /// The newest keys of a team, at most so many.
    core::Result<QList<storage::VirtualKey>> keysOf(const QString &teamId, std::int64_t most) const;

    /// Takes the teams with their keys away.
    core::Result<void> remove(Change &change, const QList<storage::Team> &teams) const;
    /// Takes the keys of these users in the team away.
    core::Result<void> removeKeys(Change &change, const QString &teamId, const QString &userId) const;

    /// LiteLLM's rows of those keys that the caller may see.
    core::Json keyRows(const QList<storage::VirtualKey> &keys, const Caller &caller) const;

    ControlServices &services() const { return *m_services; }
    const Directory &directory() const { return m_services->directory; }
    Permissions permissions() const { return Permissions(m_services->directory); }
    storage::TeamRepository &teams() const { return m_teams; }

private:
    ControlServices *m_services;
    mutable storage::TeamRepository m_teams;
    mutable storage::KeyRepository m_keys;
};

} // namespace sekisho::gateway
