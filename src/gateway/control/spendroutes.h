// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <storage/gateway/payloadrepository.h>
#include <storage/gateway/spendlogrepository.h>

namespace sekisho::gateway {

class QueryReader;

/// /spend/logs in its forms (litellm-api §8.2). Everybody sees what SpendScope lets them see. Unlike
/// LiteLLM's the first form is always paged, too: `page` and `page_size` (1000 if absent, which is also the
/// most).
class SpendRoutes
{
public:
    explicit SpendRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    core::Result<core::Json> logs(const AdminCall &call) const;
    core::Result<core::Json> pagedLogs(const AdminCall &call) const;
    core::Result<core::Json> sessionLogs(const AdminCall &call) const;
    core::Result<core::Json> payload(const AdminCall &call) const;

    core::Result<core::Json> summary(const storage::SpendLogFilter &filter) const;
    core::Result<core::Json> page(const storage::SpendLogFilter &filter, storage::SpendLogOrder order,
                                  std::int64_t number, std::int64_t size) const;

    ControlServices *m_services;
    mutable storage::SpendLogRepository m_logs;
    mutable storage::PayloadRepository m_payloads;
};

} // namespace sekisho::gateway
