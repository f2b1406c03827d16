// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "teamstore.h"

namespace sekisho::gateway {

/// /team/member_add, member_update and member_delete.
class TeamMemberRoutes
{
public:
    explicit TeamMemberRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer add(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;

    core::Result<storage::Team> requireNamed(const core::Json &body) const;
    Answer additions(const storage::Team &team, const QList<storage::TeamMember> &added) const;

    TeamStore m_store;
};

} // namespace sekisho::gateway
