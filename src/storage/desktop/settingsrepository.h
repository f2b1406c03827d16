// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings.h"

#include <storage/database.h>

namespace sekisho::storage {

/// The settings table of desktop.db. Used on the thread of its database, which must outlive it.
class SettingsRepository
{
public:
    explicit SettingsRepository(Database &database);

    /// What is absent, or not of its kind, reads as its default.
    core::Result<Settings> load();
    core::Result<void> save(const Settings &settings);

private:
    Database &m_database;
};

} // namespace sekisho::storage
