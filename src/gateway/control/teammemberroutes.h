// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "teamstore.h"

namespace sekisho::gateway {

/// /team/member_add, bulk_member_add, member_update, member_delete and reset_spend of a member.
class TeamMemberRoutes
{
public:
    explicit TeamMemberRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer add(const AdminCall &call) const;
    Answer addMany(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;
    Answer resetSpend(const AdminCall &call) const;

    core::Result<storage::Team> requireJoinable(const AdminCall &call) const;
    bool joinsItself(const AdminCall &call, const QString &teamId) const;
    core::Result<QList<storage::TeamMember>> membersToAdd(const core::Json &body) const;
    core::Result<QList<storage::TeamMember>> addEach(Change &change, storage::Team &team,
                                                     const core::Json &body) const;
    core::Json additionResult(const storage::Team &team, const storage::TeamMember &asked,
                              const core::Result<std::optional<storage::TeamMember>> &added) const;
    core::Json bulkAnswer(const storage::Team &team, core::Json results) const;
    core::Json additions(const storage::Team &team, const QList<storage::TeamMember> &added) const;

    TeamStore m_store;
};

} // namespace sekisho::gateway
