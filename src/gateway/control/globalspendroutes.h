// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <storage/gateway/activityrepository.h>

namespace sekisho::gateway {

/// /global/spend and what is under it, /spend/{keys,users,tags}, /global/all_end_users and /provider/budgets
/// (litellm-api §8.2, §9.1). All from sums; lists are cut at a length of their own.
class GlobalSpendRoutes
{
public:
    explicit GlobalSpendRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    core::Result<core::Json> total(const AdminCall &call) const;
    core::Result<core::Json> logs(const AdminCall &call) const;
    core::Result<core::Json> keys(const AdminCall &call) const;
    core::Result<core::Json> teams(const AdminCall &call) const;
    core::Result<core::Json> models(const AdminCall &call) const;
    core::Result<core::Json> providers(const AdminCall &call) const;
    core::Result<core::Json> tags(const AdminCall &call) const;
    core::Result<core::Json> tagNames(const AdminCall &call) const;
    core::Result<core::Json> endUsers(const AdminCall &call) const;
    core::Result<core::Json> endUserNames(const AdminCall &call) const;
    core::Result<core::Json> reset(const AdminCall &call) const;
    core::Result<core::Json> refresh(const AdminCall &call) const;
    core::Result<core::Json> providerBudgets(const AdminCall &call) const;

    core::Result<core::Json> spentByKey(const AdminCall &call) const;
    core::Result<core::Json> spentByUser(const AdminCall &call) const;
    core::Result<core::Json> spentByTag(const AdminCall &call) const;

    /// What of it the caller may see.
    core::Result<storage::ActivityFilter> ownPart(const AdminCall &call,
                                                  storage::ActivityFilter filter) const;
    storage::ActivityFilter lastMonthOf(const QString &entityType) const;
    core::Result<storage::ActivityFilter> readRange(const AdminCall &call, const QString &entityType,
                                                    bool isRequired) const;
    core::Result<QList<storage::NamedUsage>> tagSums(const AdminCall &call) const;
    core::Result<core::Json> teamDays(const storage::ActivityFilter &filter) const;
    QString teamName(const QString &teamId) const;

    ControlServices *m_services;
    mutable storage::ActivityRepository m_activity;
};

} // namespace sekisho::gateway
