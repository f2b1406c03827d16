// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "desktopstore.h"

#include <storage/desktop/settings.h>

namespace sekisho::app {

/// The settings in desktop.db. Calls take effect in their order.
class StoredSettings
{
public:
    /// `store` is borrowed.
    explicit StoredSettings(DesktopStore *store);

    core::Async<storage::Settings> load();
    core::Async<void> save(const storage::Settings &settings);
    /// Reads, edits and saves in one go, so that owners of different settings do not undo each other. `edit`
    /// runs on the store's thread.
    core::Async<void> change(std::function<void(storage::Settings &)> edit);

private:
    DesktopStore *m_store;
};

} // namespace sekisho::app
