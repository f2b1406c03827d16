// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

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
    Answer test(const AdminCall &call) const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
