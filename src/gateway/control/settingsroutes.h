// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

namespace sekisho::gateway {

/// What the gateway was configured with, to be read: /config/list, /config/field/info, /router/settings,
/// /get/config/callbacks, /settings, /active/callbacks, /callbacks/list (litellm-api §13). The file is where
/// it is changed.
class SettingsRoutes
{
public:
    explicit SettingsRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer list(const AdminCall &call) const;
    Answer field(const AdminCall &call) const;
    Answer router(const AdminCall &call) const;
    Answer callbacks(const AdminCall &call) const;
    Answer settings(const AdminCall &call) const;
    Answer active(const AdminCall &call) const;
    core::Json fields() const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
