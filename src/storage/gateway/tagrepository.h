// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tag.h"

#include <storage/database.h>

namespace sekisho::storage {

/// The table `tags`.
class TagRepository
{
public:
    explicit TagRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<void> insert(const Tag &tag);
    /// Writes everything but the spend, which the ledger adds to. NotFound if there is no such tag.
    core::Result<void> update(const Tag &tag);
    core::Result<void> erase(const QString &name);

    core::Result<std::optional<Tag>> find(const QString &name);
    /// Newest first.
    core::Result<QList<Tag>> all();
    /// Names that requests carried, declared or not; at most so many.
    core::Result<QStringList> seen(std::int64_t most);

private:
    Database &m_database;
};

} // namespace sekisho::storage
