// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/database.h>

namespace sekisho::storage {

/// The table `proxy_settings`: values of the gateway itself, such as the hash of its master key. Not for
/// secrets.
class SettingRepository
{
public:
    explicit SettingRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<std::optional<QString>> find(const QString &name);
    core::Result<void> store(const QString &name, const QString &value);
    /// Does nothing if there is no such value.
    core::Result<void> erase(const QString &name);

private:
    Database &m_database;
};

} // namespace sekisho::storage
