// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "change.h"

namespace sekisho::gateway {

/// /organization/member_add, member_update and member_delete.
class OrganizationMemberRoutes
{
public:
    explicit OrganizationMemberRoutes(ControlServices &services)
        : m_services(&services)
    {
    }
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer add(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;

    core::Result<storage::OrganizationMember> addOne(Change &change, const AdminCall &call,
                                                     storage::Organization &organization,
                                                     const core::Json &given) const;
    core::Result<storage::OrganizationMember> readNew(Change &change, const core::Json &member) const;
    core::Result<void> applyBudget(Change &change, const AdminCall &call,
                                   storage::OrganizationMember &member) const;
    core::Result<qsizetype> requireMember(const storage::Organization &organization,
                                          const core::Json &body) const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
