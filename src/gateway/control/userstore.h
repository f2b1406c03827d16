// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "change.h"

#include <storage/gateway/userrepository.h>

namespace sekisho::gateway {

/// Finding users, and what a change of one brings with it.
class UserStore
{
public:
    explicit UserStore(ControlServices &services);

    /// NotFound names `field`.
    core::Result<storage::User> require(const QString &userId, const char *field) const;
    /// By id, or by e-mail where that is empty.
    core::Result<std::optional<storage::User>> find(const QString &userId,
                                                    const std::optional<QString> &email) const;
    /// The user so named; `change` makes one if there is none yet.
    core::Result<storage::User> findOrCreate(Change &change, const QString &userId,
                                             const std::optional<QString> &email) const;
    /// A new user as the settings have it, e.g. with their default role and budget; without an id.
    storage::User fresh() const;
    /// Conflict if another user has this id (of a new one) or e-mail.
    core::Result<void> checkFree(const storage::User &user, bool isNew) const;

    /// Takes the users with their keys and memberships away.
    core::Result<void> remove(Change &change, const QList<storage::User> &users) const;

    core::Result<QStringList> teamIdsOf(const QString &userId) const;

private:
    core::Result<void> removeKeys(Change &change, const QString &userId) const;
    core::Result<void> leaveTeams(Change &change, const QStringList &userIds) const;
    core::Result<void> leaveOrganizations(Change &change, const QStringList &userIds) const;

    ControlServices *m_services;
    mutable storage::UserRepository m_users;
};

} // namespace sekisho::gateway
