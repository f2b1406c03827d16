// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keystore.h"

namespace sekisho::gateway {

/// GET /key/rotated: the key that took another's place by itself, for its holder and for who may manage it,
/// until it is first used. Ours: LiteLLM hands such keys to a secret manager.
class RotatedKeyRoutes
{
public:
    explicit RotatedKeyRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    core::Result<core::Json> fetch(const AdminCall &call) const;
    core::Result<void> mayFetch(const AdminCall &call, const storage::VirtualKey &key) const;
    core::Result<QByteArray> tokenAskedFor(const AdminCall &call) const;

    ControlServices *m_services;
    KeyStore m_store;
};

} // namespace sekisho::gateway
