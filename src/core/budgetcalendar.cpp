// SPDX-License-Identifier: GPL-3.0-or-later
#include "budgetcalendar.h"

namespace sekisho::core {

using namespace std::chrono;

BudgetCalendar::BudgetCalendar(QTimeZone zone, seconds timeOfDay)
    : m_zone(std::move(zone))
    , m_timeOfDay(timeOfDay)
{
}

seconds BudgetCalendar::offsetAt(Timestamp time) const
{
    return seconds(m_zone.offsetFromUtc(toDateTime(time)));
}

/// What the clock on the wall shows then, as if it were UTC.
Timestamp BudgetCalendar::shown(Timestamp time) const
{
    return time + offsetAt(time);
}

/// When the clock shows `wall`, which is later than what it shows now.
Timestamp BudgetCalendar::moment(Timestamp wall, Timestamp now) const
{
    // By what holds before and after, should the clock be changed around that time.
    const Timestamp before = wall - offsetAt(wall - days(1));
    const Timestamp after = wall - offsetAt(wall + days(1));
    for (const Timestamp candidate : {std::min(before, after), std::max(before, after)}) {
        if (candidate > now && shown(candidate) == wall)
            return candidate;
    }
    return before;
}

Timestamp BudgetCalendar::nextWithinDay(Timestamp now, const Duration &period) const
{
    const Timestamp wall = nextBudgetReset(shown(now), period);
    // An hour that the clock shows twice is two hours.
    const Timestamp elapsed = wall - offsetAt(now);
    const bool isMultiple = nextBudgetReset(shown(elapsed) - microseconds(1), period) == shown(elapsed);
    return isMultiple ? elapsed : moment(wall, now);
}

static bool isWithinDay(const Duration &period)
{
    using Unit = Duration::Unit;
    const bool isDay = period == Duration{24, Unit::Hours};
    return !isDay &&
           (period.unit == Unit::Seconds || period.unit == Unit::Minutes || period.unit == Unit::Hours);
}

Timestamp BudgetCalendar::nextReset(Timestamp now, const Duration &period) const
{
    if (isWithinDay(period))
        return nextWithinDay(now, period);
    return moment(nextBudgetReset(shown(now) - m_timeOfDay, period) + m_timeOfDay, now);
}

} // namespace sekisho::core
