// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <storage/gateway/auditrepository.h>

namespace sekisho::gateway {

/// GET /audit and /audit/{id}: who changed what.
class AuditRoutes
{
public:
    explicit AuditRoutes(ControlServices &services)
        : m_entries(services.database)
    {
    }
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer list(const AdminCall &call) const;
    Answer entry(const AdminCall &call) const;

    mutable storage::AuditRepository m_entries;
};

} // namespace sekisho::gateway
