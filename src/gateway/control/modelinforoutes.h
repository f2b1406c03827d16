// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <gateway/catalog/modelregistry.h>

namespace sekisho::gateway {

/// What is told about models (litellm-api §7.2): /model/info, /v2/model/info, /model_group/info,
/// /model/settings and the public hub. A key sees what it may call.
class ModelInfoRoutes
{
public:
    explicit ModelInfoRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer info(const AdminCall &call) const;
    Answer page(const AdminCall &call) const;
    Answer groupInfo(const AdminCall &call) const;
    Answer settings(const AdminCall &call) const;
    Answer hub(const AdminCall &call) const;
    Answer costs(const AdminCall &call) const;
    Answer makePublic(const AdminCall &call) const;

    core::Result<QStringList> publicGroups() const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
