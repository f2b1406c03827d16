// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <storage/gateway/keyrepository.h>

namespace sekisho::gateway {

/// /key/generate, info, list, update, block, unblock and delete (LiteLLM's key management).
class KeyRoutes
{
public:
    explicit KeyRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer generate(const AdminCall &call) const;
    Answer info(const AdminCall &call) const;
    Answer list(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer block(const AdminCall &call) const;
    Answer unblock(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;

    core::Result<storage::VirtualKey> require(const QString &keyOrHash) const;
    core::Result<void> checkReferences(const storage::VirtualKey &key) const;
    core::Result<void> checkAlias(const storage::VirtualKey &key) const;
    core::Result<void> store(const storage::VirtualKey &key, bool setsSpend) const;
    Answer setBlocked(const AdminCall &call, bool blocked) const;

    ControlServices *m_services;
    mutable storage::KeyRepository m_keys;
};

} // namespace sekisho::gateway
