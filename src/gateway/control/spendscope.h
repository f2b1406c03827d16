// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"
#include "permissions.h"

#include <storage/gateway/activityrepository.h>
#include <storage/gateway/spendlogfilter.h>

namespace sekisho::gateway {

/// Whose spend a caller may see (litellm-api §8.2): proxy admins and their viewers everything; team admins,
/// and members with the permission "/team/daily/activity", their teams'; organisation admins the daily
/// activity of theirs; users their own, and keys without a known owner themselves. What is asked beyond that
/// is Forbidden; what is not asked for is narrowed. Fails closed.
class SpendScope
{
public:
    SpendScope(const Caller &caller, const ControlServices &services);

    bool seesAll() const;
    core::Result<void> narrow(storage::SpendLogFilter &filter) const;
    /// By the filter's entity type.
    core::Result<void> narrow(storage::ActivityFilter &filter) const;
    /// To what the caller's own keys did, whatever the entity type.
    core::Result<void> narrowToOwnKeys(storage::ActivityFilter &filter) const;
    core::Result<void> narrow(storage::KeyFilter &filter) const;
    /// Whether this row may be shown.
    bool covers(const storage::SpendLog &log) const;

private:
    core::Result<void> narrowToTeam(storage::SpendLogFilter &filter) const;
    core::Result<void> narrowToTeams(storage::ActivityFilter &filter) const;
    core::Result<void> narrowToOrganizations(storage::ActivityFilter &filter) const;
    core::Result<void> narrowToKeys(storage::ActivityFilter &filter) const;
    core::Result<void> narrowToSelf(std::optional<QString> &user, std::optional<QString> &apiKey) const;
    core::Result<QStringList> ownTeams() const;
    bool isMember(const QString &teamId) const;
    bool seesTeam(const QString &teamId) const;

    const Caller &m_caller;
    const ControlServices &m_services;
    const Permissions m_permissions;
    QString m_user; ///< empty for a key without a known owner
    QString m_key;
};

} // namespace sekisho::gateway
