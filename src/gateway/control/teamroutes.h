// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "teamstore.h"

namespace sekisho::gateway {

/// /team/new, info, update, delete, block and unblock (LiteLLM's team management).
class TeamRoutes
{
public:
    explicit TeamRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer create(const AdminCall &call) const;
    Answer info(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;
    Answer block(const AdminCall &call) const;
    Answer unblock(const AdminCall &call) const;

    Answer setBlocked(const AdminCall &call, bool blocked) const;
    core::Result<storage::Team> readNew(const AdminCall &call, const core::Json &body) const;
    core::Result<void> checkOrganization(const Caller &caller, const storage::Team &team) const;
    core::Result<void> addMembers(Change &change, storage::Team &team, const AdminCall &call) const;

    TeamStore m_store;
};

} // namespace sekisho::gateway
