// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <providers/deployment.h>

namespace sekisho::gateway {

/// /utils/..., /test (litellm-api §13).
class UtilityRoutes
{
public:
    explicit UtilityRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer tokenCounter(const AdminCall &call) const;
    Answer supportedParams(const AdminCall &call) const;
    Answer transformRequest(const AdminCall &call) const;
    core::Result<providers::Deployment> deploymentFor(const Caller &caller, const QString &model) const;
    Answer test(const AdminCall &call) const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
