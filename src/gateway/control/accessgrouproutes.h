// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <gateway/catalog/modelregistry.h>

namespace sekisho::gateway {

class FieldReader;

/// /v1/access_group: named sets of models that teams and keys are assigned to (litellm-api §6.6).
class AccessGroupRoutes
{
public:
    explicit AccessGroupRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer create(const AdminCall &call) const;
    Answer list(const AdminCall &call) const;
    Answer info(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;

    core::Result<storage::AccessGroup> require(const QString &id) const;
    core::Result<void> check(const storage::AccessGroup &group) const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
