// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "teamstore.h"

namespace sekisho::gateway {

/// What a team may use and what its members may do: /team/model/add and delete, /team/permissions_list and
/// permissions_update.
class TeamGrantRoutes
{
public:
    explicit TeamGrantRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer addModels(const AdminCall &call) const;
    Answer removeModels(const AdminCall &call) const;
    Answer permissions(const AdminCall &call) const;
    Answer setPermissions(const AdminCall &call) const;

    Answer write(const AdminCall &call, const storage::Team &before, storage::Team after) const;

    TeamStore m_store;
};

} // namespace sekisho::gateway
