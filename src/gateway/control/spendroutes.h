// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <storage/gateway/spendlogrepository.h>

namespace sekisho::gateway {

/// GET /spend/logs. A virtual key sees its own rows only. Unlike LiteLLM's it is always paged: `page` and
/// `page_size` (1000 if absent, which is also the most).
class SpendRoutes
{
public:
    explicit SpendRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    core::Result<core::Json> logs(const AdminCall &call) const;
    core::Result<core::Json> summary(const storage::SpendLogFilter &filter) const;

    mutable storage::SpendLogRepository m_logs;
};

} // namespace sekisho::gateway
