// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <storage/gateway/keyrepository.h>
#include <storage/gateway/teamrepository.h>

namespace sekisho::gateway {

/// Teams and their keys in the database and the directory, always in that order.
class TeamStore
{
public:
    explicit TeamStore(ControlServices &services);

    core::Result<QList<storage::Team>> all() const;
    core::Result<storage::Team> require(const QString &teamId, const char *field) const;
    core::Result<QList<storage::VirtualKey>> keysOf(const QString &teamId) const;

    core::Result<void> insert(const storage::Team &team) const;
    core::Result<void> update(const storage::Team &team) const;
    /// As update(), and deletes these keys in the same transaction.
    core::Result<void> update(const storage::Team &team,
                              const QList<storage::VirtualKey> &keysToDelete) const;
    /// Deletes the teams with their keys, all or none.
    core::Result<void> erase(const QStringList &teamIds) const;

    /// Gives a member named by e-mail the id that another team knows it by, or a new one.
    void resolve(storage::TeamMember &member) const;

    const Directory &directory() const { return m_services->directory; }
    core::Timestamp now() const { return m_services->clock.now(); }

private:
    core::Result<void> eraseKeys(const QList<storage::VirtualKey> &keys) const;

    ControlServices *m_services;
    mutable storage::TeamRepository m_teams;
    mutable storage::KeyRepository m_keys;
};

} // namespace sekisho::gateway
