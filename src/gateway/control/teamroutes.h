// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "teamstore.h"

namespace sekisho::gateway {

/// /team/new, info, list, update, delete, block and unblock (LiteLLM's team management).
class TeamRoutes
{
public:
    explicit TeamRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer create(const AdminCall &call) const;
    Answer info(const AdminCall &call) const;
    Answer list(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;
    Answer block(const AdminCall &call) const;
    Answer unblock(const AdminCall &call) const;

    Answer setBlocked(const AdminCall &call, bool blocked) const;
    core::Result<storage::Team> requireNamed(const core::Json &body) const;
    core::Result<void> addMembers(storage::Team &team, const AdminCall &call) const;
    core::Json keyRows(const QList<storage::VirtualKey> &keys, const Caller &caller) const;

    TeamStore m_store;
};

} // namespace sekisho::gateway
