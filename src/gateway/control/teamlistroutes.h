// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "paging.h"
#include "teamstore.h"

namespace sekisho::gateway {

/// /team/list, /v2/team/list, /team/available and /team/filter/ui.
class TeamListRoutes
{
public:
    explicit TeamListRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer list(const AdminCall &call) const;
    Answer pagedList(const AdminCall &call) const;
    Answer available(const AdminCall &call) const;
    Answer filter(const AdminCall &call) const;

    Answer deleted(const storage::TeamFilter &filter, PageQuery page) const;
    core::Json rows(const QList<storage::Team> &teams) const;

    TeamStore m_store;
};

} // namespace sekisho::gateway
