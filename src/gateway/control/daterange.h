// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "queryreader.h"

#include <core/timestamp.h>

#include <optional>

namespace sekisho::gateway {

/// `start_date` and `end_date` as times: from the first to before the second. An end without a time of day
/// means the whole of that day, one with it the whole of that second.
struct TimeRange {
    std::optional<core::Timestamp> from;
    std::optional<core::Timestamp> until;
};

enum class Presence { Optional, Required };

/// Both or, if that may be, none.
TimeRange readTimes(QueryReader &query, Presence presence);

/// The same as days since 1970.
struct DayRange {
    std::int64_t from = 0;
    std::int64_t until = 0; ///< the first one that is out
};
/// If they may be missing, the 30 days until `now` stand for them.
DayRange readDays(QueryReader &query, Presence presence, core::Timestamp now);

/// The last 30 days, today included.
DayRange lastMonth(core::Timestamp now);

/// "2026-11-01".
QString dateText(std::int64_t day);
/// "Nov 01", as the activity routes say it.
QString shortDateText(std::int64_t day);

} // namespace sekisho::gateway
