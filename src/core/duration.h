// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timestamp.h"

namespace sekisho::core {

/// A LiteLLM duration string such as "30s", "15m", "12h", "7d", "1w" or "1mo".
struct Duration {
    enum class Unit { Seconds, Minutes, Hours, Days, Weeks, Months };
    std::int64_t count = 0;
    Unit unit = Unit::Seconds;

    friend bool operator==(const Duration &, const Duration &) = default;
};

/// Digits and a unit at the start; what follows the unit is ignored ("24hr" is 24 hours), as LiteLLM does.
Result<Duration> parseDuration(const QString &text);

/// `start` plus the duration; a month keeps the day, or takes the last one of a shorter month.
Timestamp addDuration(Timestamp start, const Duration &duration);

/// The next moment after `now` at which a budget of this period starts anew, in UTC: midnight for 1d, Monday
/// for 7d and weeks, the first of the month for 30d and months, else the next multiple of the period counted
/// from midnight. By another clock: BudgetCalendar.
Timestamp nextBudgetReset(Timestamp now, const Duration &period);

} // namespace sekisho::core
