// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

namespace sekisho::gateway {

/// /get/allowed_ips, /add/allowed_ip and /delete/allowed_ip. What is stored by them replaces what the
/// configuration says.
class AllowedIpRoutes
{
public:
    explicit AllowedIpRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

    /// At start: the gate gets what is stored, else what the configuration says.
    core::Result<void> load() const;

private:
    using Answer = core::Result<core::Json>;

    Answer list(const AdminCall &call) const;
    Answer add(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;
    core::Result<QString> readIp(const AdminCall &call) const;
    core::Result<void> store(const AdminCall &call, const QStringList &entries) const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
