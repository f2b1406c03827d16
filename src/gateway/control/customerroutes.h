// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "change.h"

#include <storage/gateway/customerrepository.h>

namespace sekisho::gateway {

/// /customer/new, info, update, delete, list, block and unblock; each also as /end_user/...
class CustomerRoutes
{
public:
    explicit CustomerRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer create(const AdminCall &call) const;
    Answer info(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;
    Answer list(const AdminCall &call) const;
    Answer block(const AdminCall &call) const;
    Answer unblock(const AdminCall &call) const;

    Answer setBlocked(const AdminCall &call, bool blocked) const;
    core::Result<storage::Customer> require(const QString &userId, const char *field) const;

    ControlServices *m_services;
    mutable storage::CustomerRepository m_customers;
};

} // namespace sekisho::gateway
