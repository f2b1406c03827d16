// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyquery.h"
#include "keystore.h"

namespace sekisho::gateway {

/// What shows keys: /key/info, /v2/key/info, /key/list, /key/aliases and /key/health (litellm-api §3.4,
/// §3.5).
class KeyReadRoutes
{
public:
    explicit KeyReadRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer info(const AdminCall &call) const;
    Answer infoOfMany(const AdminCall &call) const;
    Answer list(const AdminCall &call) const;
    Answer aliases(const AdminCall &call) const;
    Answer health(const AdminCall &call) const;

    Answer listLive(const KeyQuery &query) const;
    Answer listDeleted(const KeyQuery &query) const;
    core::Json listedRow(const storage::VirtualKey &key, const KeyQuery &query) const;
    QStringList administeredTeams(const Caller &caller) const;

    ControlServices *m_services;
    KeyStore m_store;
};

} // namespace sekisho::gateway
