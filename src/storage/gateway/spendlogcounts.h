// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spendlogfilter.h"

namespace sekisho::storage {

/// Counts rows of spend_logs without going through them where the sums by day know, and finds the day in
/// which a deep page begins.
class SpendLogCounts
{
public:
    explicit SpendLogCounts(Database &database)
        : m_database(database)
    {
    }

    core::Result<RowCount> count(const SpendLogFilter &filter);

    /// A narrower filter and what is left to pass over in it, such that its next `limit` rows, newest first,
    /// are those of `filter` from `offset` on.
    struct Place {
        SpendLogFilter filter;
        std::int64_t offset = 0;
    };
    core::Result<Place> locate(const SpendLogFilter &filter, std::int64_t offset, std::int64_t limit);

private:
    static void narrow(Place &place, const QList<DayCount> &days, std::int64_t limit);
    /// Rows by day, newest first, the days at both ends counted one by one; nothing if the sums do not know.
    core::Result<std::optional<QList<DayCount>>> days(const SpendLogFilter &filter);
    core::Result<QList<DayCount>> summedDays(const SpendLogFilter &filter, std::int64_t from,
                                             std::int64_t until);
    core::Result<void> addPartOfDay(const SpendLogFilter &filter, core::Timestamp from, core::Timestamp until,
                                    QList<DayCount> &days);
    core::Result<std::optional<core::Timestamp>> edge(const QString &direction);
    /// Without conditions, rows of part of a day: whole hours are summed up.
    core::Result<std::int64_t> countAll(core::Timestamp from, core::Timestamp until);
    core::Result<std::int64_t> countRows(const SpendLogFilter &filter, std::int64_t most);

    Database &m_database;
};

} // namespace sekisho::storage
