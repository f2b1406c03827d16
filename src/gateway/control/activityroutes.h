// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <storage/gateway/activityrepository.h>

namespace sekisho::gateway {

/// GET /{user,team,organization,tag,customer,end_user,key,agent}/daily/activity and
/// /user/daily/activity/aggregated (litellm-api §9.5), from the sums by day. Days are days in UTC.
class ActivityRoutes
{
public:
    explicit ActivityRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    /// Whose activity a path is about.
    struct Subject {
        QString entityType;
        QString idsParameter;
        std::int64_t pageSize = 10;
    };
    static Subject subjectOf(const QByteArray &path);

    core::Result<core::Json> pages(const AdminCall &call) const;
    core::Result<core::Json> aggregated(const AdminCall &call) const;
    core::Result<core::Json> agents(const AdminCall &call) const;

    core::Result<storage::ActivityFilter> readFilter(const AdminCall &call, const Subject &subject) const;
    core::Result<core::Json> wholeReport(const storage::ActivityFilter &filter) const;
    core::Result<core::Json> totalsReport(const storage::ActivityFilter &filter) const;

    ControlServices *m_services;
    mutable storage::ActivityRepository m_activity;
};

} // namespace sekisho::gateway
