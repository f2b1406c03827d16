// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <gateway/catalog/modelregistry.h>
#include <gateway/probe/healthservice.h>

namespace sekisho::gateway {

/// /health and its history, /health/test_connection, and what there is to say of services and licences
/// (litellm-api §13).
class HealthRoutes
{
public:
    explicit HealthRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    void health(const AdminCall &call, const LateAnswer &answer) const;
    void testConnection(const AdminCall &call, const LateAnswer &answer) const;
    Answer history(const AdminCall &call) const;
    Answer latest(const AdminCall &call) const;
    Answer services(const AdminCall &call) const;
    Answer license(const AdminCall &call) const;
    Answer sharedStatus(const AdminCall &call) const;

    core::Result<QStringList> wantedIds(const AdminCall &call) const;
    core::Result<ProbeTarget> targetOf(const AdminCall &call) const;
    core::Json summary(const std::vector<CheckedModel> &checked, bool seesAll) const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
