// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <gateway/catalog/modelregistry.h>

namespace sekisho::gateway {

/// /access_group/...: the older "model access groups", which are names in `model_info.access_groups` of
/// stored models (litellm-api §6.6).
class ModelGroupRoutes
{
public:
    explicit ModelGroupRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer create(const AdminCall &call) const;
    Answer list(const AdminCall &call) const;
    Answer info(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;

    core::Json rowOf(const QString &group) const;
    core::Result<void> exists(const QString &group) const;
    core::Result<QStringList> readNames(const AdminCall &call) const;
    /// The group holds exactly these models afterwards; returns how many deployments changed.
    core::Result<std::int64_t> assign(const AdminCall &call, const QString &group,
                                      const QStringList &names) const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
