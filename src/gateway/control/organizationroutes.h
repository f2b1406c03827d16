// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "teamstore.h"

#include <storage/gateway/organizationrepository.h>

namespace sekisho::gateway {

/// /organization/new, update, delete, list and info.
class OrganizationRoutes
{
public:
    explicit OrganizationRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer create(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;
    Answer list(const AdminCall &call) const;
    Answer info(const AdminCall &call) const;
    Answer infos(const AdminCall &call) const;

    core::Result<storage::Organization> requireVisible(const Caller &caller, const QString &id) const;
    core::Result<void> remove(Change &change, const storage::Organization &organization) const;
    Answer fullRow(const storage::Organization &organization) const;

    ControlServices *m_services;
    TeamStore m_teams;
    mutable storage::OrganizationRepository m_organizations;
};

/// The organisation that `organization_id` names, if the caller administers it. For who is no proxy admin,
/// one that is not there is one it may not see.
core::Result<storage::Organization> requireAdministered(ControlServices &services, const AdminCall &call);
core::Result<storage::Organization> requireAdministered(ControlServices &services, const Caller &caller,
                                                        const QString &organizationId, const char *field);

} // namespace sekisho::gateway
