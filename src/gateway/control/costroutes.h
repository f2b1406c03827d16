// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <providers/deployment.h>

namespace sekisho::gateway {

/// POST /spend/calculate and /cost/estimate (litellm-api §8.2), by the prices of the model's first
/// deployment. Nothing is spent.
class CostRoutes
{
public:
    explicit CostRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    core::Result<core::Json> calculate(const AdminCall &call) const;
    core::Result<core::Json> estimate(const AdminCall &call) const;

    core::Result<providers::Deployment> deploymentOf(const AdminCall &call, const QString &model) const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
