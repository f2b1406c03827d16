// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <storage/gateway/userrepository.h>

namespace sekisho::gateway {

/// /user/list, filter/ui, available_roles and available_users.
class UserListRoutes
{
public:
    explicit UserListRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer list(const AdminCall &call) const;
    Answer filter(const AdminCall &call) const;
    Answer roles(const AdminCall &call) const;
    Answer seats(const AdminCall &call) const;

    core::Result<core::Json> rows(const QList<storage::User> &users) const;

    ControlServices *m_services;
    mutable storage::UserRepository m_users;
};

} // namespace sekisho::gateway
