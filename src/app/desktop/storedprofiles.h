// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktopstore.h"

#include <client/profile.h>

namespace sekisho::app {

/// The profiles in desktop.db; their secrets are in the secret store.
class StoredProfiles
{
public:
    /// `store` is borrowed.
    explicit StoredProfiles(DesktopStore *store);

    /// The built-in one first.
    core::Async<QList<client::Profile>> load();
    core::Async<void> save(const client::Profile &profile);
    core::Async<void> remove(const QString &id);

private:
    DesktopStore *m_store;
};

} // namespace sekisho::app
