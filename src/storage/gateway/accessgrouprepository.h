// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxymodel.h"

#include <storage/database.h>

namespace sekisho::storage {

/// The table `access_groups`.
class AccessGroupRepository
{
public:
    explicit AccessGroupRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<void> insert(const AccessGroup &group);
    /// NotFound if there is no such group.
    core::Result<void> update(const AccessGroup &group);
    core::Result<void> erase(const QString &id);
    /// Oldest first.
    core::Result<QList<AccessGroup>> all();

private:
    Database &m_database;
};

} // namespace sekisho::storage
