// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "userstore.h"

namespace sekisho::gateway {

/// /user/new, info, update, bulk_update and delete, /v2/user/info (LiteLLM's internal users).
class UserRoutes
{
public:
    explicit UserRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer create(const AdminCall &call) const;
    Answer info(const AdminCall &call) const;
    Answer shortInfo(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer bulkUpdate(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;

    Answer everything() const;
    core::Result<storage::User> requireVisible(const AdminCall &call) const;
    core::Result<storage::User> readNew(const AdminCall &call) const;
    core::Result<std::optional<storage::User>> findToUpdate(const AdminCall &call,
                                                            const core::Json &fields) const;
    storage::User freshNamed(const QString &userId) const;
    core::Result<storage::User> updateOne(const AdminCall &call, const core::Json &fields) const;
    core::Result<core::Json> bulkItems(const core::Json &body) const;
    core::Json keyRows(const storage::KeyFilter &filter) const;

    ControlServices *m_services;
    UserStore m_store;
};

} // namespace sekisho::gateway
