// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keystore.h"

namespace sekisho::gateway {

class FieldReader;

/// /key/regenerate, /key/{key}/regenerate and /key/{key}/reset_spend (litellm-api §3.4).
class KeyRotationRoutes
{
public:
    explicit KeyRotationRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer regenerate(const AdminCall &call) const;
    Answer resetSpend(const AdminCall &call) const;

    core::Result<storage::VirtualKey> requireNamed(const AdminCall &call, FieldReader &reader) const;
    core::Result<void> mayReplace(const AdminCall &call, const storage::VirtualKey &before,
                                  const storage::VirtualKey &changed, const FieldReader &reader) const;

    ControlServices *m_services;
    KeyStore m_store;
};

} // namespace sekisho::gateway
