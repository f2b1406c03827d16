// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keystore.h"

namespace sekisho::gateway {

/// What makes and changes keys: /key/generate, service-account/generate, update, bulk_update, block, unblock
/// and delete (litellm-api §3.3, §3.4).
class KeyRoutes
{
public:
    explicit KeyRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer generate(const AdminCall &call) const;
    Answer generateServiceAccount(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer updateMany(const AdminCall &call) const;
    Answer block(const AdminCall &call) const;
    Answer unblock(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;

    Answer make(const AdminCall &call, const core::Json &body, bool forService) const;
    Answer change(const AdminCall &call, const core::Json &body) const;
    Answer setBlocked(const AdminCall &call, bool blocked) const;
    core::Result<void> checkNew(const AdminCall &call, storage::VirtualKey &key) const;

    ControlServices *m_services;
    KeyStore m_store;
};

} // namespace sekisho::gateway
