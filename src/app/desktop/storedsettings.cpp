// SPDX-License-Identifier: GPL-3.0-or-later
#include "storedsettings.h"

#include <storage/desktop/settingsrepository.h>

namespace sekisho::app {

using core::Async;
using core::Result;
using storage::Database;
using storage::Settings;
using storage::SettingsRepository;

StoredSettings::StoredSettings(DesktopStore *store)
    : m_store(store)
{
}

Async<Settings> StoredSettings::load()
{
    return m_store->run<Settings>([](Database &database) { return SettingsRepository(database).load(); });
}

Async<void> StoredSettings::save(const Settings &settings)
{
    return m_store->run<void>(
        [settings](Database &database) { return SettingsRepository(database).save(settings); });
}

Async<void> StoredSettings::change(std::function<void(Settings &)> edit)
{
    return m_store->run<void>([edit = std::move(edit)](Database &database) -> Result<void> {
        SettingsRepository repository(database);
        auto settings = repository.load();
        if (!settings)
            return core::fail(settings.error());
        edit(*settings);
        return repository.save(*settings);
    });
}

} // namespace sekisho::app
