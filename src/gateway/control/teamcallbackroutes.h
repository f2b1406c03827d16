// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "change.h"
#include "teamstore.h"

namespace sekisho::gateway {

/// /team/{team_id}/callback and /disable_logging (litellm-api §4.2). No traces go to other services, so
/// callbacks are kept and told only; a team whose logging is disabled has no prompts stored.
class TeamCallbackRoutes
{
public:
    explicit TeamCallbackRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;
    Answer add(const AdminCall &call) const;
    Answer show(const AdminCall &call) const;
    Answer disable(const AdminCall &call) const;
    core::Result<void> write(const AdminCall &call, const storage::Team &before, core::Json settings) const;

    TeamStore m_store;
};

/// Whether /team/{team_id}/disable_logging was called, and no callback added since.
bool isLoggingDisabled(const storage::Team &team);

} // namespace sekisho::gateway
