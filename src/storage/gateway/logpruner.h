// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/database.h>

namespace sekisho::storage {

/// Deletes old rows of spend_logs and what belongs to them; sums by day stay.
class LogPruner
{
public:
    explicit LogPruner(Database &database)
        : m_database(database)
    {
    }

    /// The oldest rows that began before `cutoff`, the start of an hour, at most `most` of each table, in one
    /// transaction. Returns how many went; 0 when there are none left.
    core::Result<std::int64_t> eraseBefore(core::Timestamp cutoff, int most);

private:
    core::Result<std::int64_t> eraseOldest(const QString &table, core::Timestamp cutoff, int most);

    Database &m_database;
};

} // namespace sekisho::storage
