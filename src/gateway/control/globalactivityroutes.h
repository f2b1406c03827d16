// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <storage/gateway/activityrepository.h>

namespace sekisho::gateway {

/// /global/activity and what is under it, and /global/spend/report (litellm-api §9.1).
class GlobalActivityRoutes
{
public:
    explicit GlobalActivityRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    core::Result<core::Json> activity(const AdminCall &call) const;
    core::Result<core::Json> byModel(const AdminCall &call) const;
    core::Result<core::Json> exceptions(const AdminCall &call) const;
    core::Result<core::Json> exceptionsByDeployment(const AdminCall &call) const;
    core::Result<core::Json> cacheHits(const AdminCall &call) const;
    core::Result<core::Json> report(const AdminCall &call) const;

    core::Result<storage::ActivityFilter> readRange(const AdminCall &call) const;
    core::Result<QList<storage::DayUsage>> refusals(const AdminCall &call) const;
    core::Result<core::Json> keyReport(const storage::ActivityFilter &filter) const;
    core::Result<core::Json> dayReport(const storage::ActivityFilter &filter) const;
    core::Result<QList<storage::ActivityRow>> reportRows(const storage::ActivityFilter &filter) const;

    ControlServices *m_services;
    mutable storage::ActivityRepository m_activity;
};

} // namespace sekisho::gateway
