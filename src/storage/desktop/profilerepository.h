// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "profile.h"

#include <storage/database.h>

namespace sekisho::storage {

/// Profiles in desktop.db, without any secret. Used on the thread of its database, which must outlive it.
class ProfileRepository
{
public:
    explicit ProfileRepository(Database &database);

    /// The built-in one first, then by name.
    core::Result<QList<Profile>> list();
    core::Result<std::optional<Profile>> find(const QString &id);
    /// Inserts or replaces, keys included.
    core::Result<void> save(const Profile &profile);
    /// Conflict for the built-in profile; succeeds if there is none.
    core::Result<void> remove(const QString &id);

private:
    core::Result<void> saveRow(const Profile &profile);
    core::Result<void> saveKeys(const Profile &profile);
    core::Result<void> readKeys(Profile &profile);

    Database &m_database;
};

} // namespace sekisho::storage
