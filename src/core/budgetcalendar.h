// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "duration.h"

#include <QTimeZone>

namespace sekisho::core {

/// The clock on the wall by which budgets start anew; UTC and midnight unless said otherwise.
class BudgetCalendar
{
public:
    BudgetCalendar() = default;
    /// `timeOfDay` is when days, weeks and months begin: at least 0, less than a day.
    explicit BudgetCalendar(QTimeZone zone, std::chrono::seconds timeOfDay = std::chrono::seconds(0));

    /// The moment after `now` that nextBudgetReset() names, by this clock. A time that the clock leaves out
    /// when it is set ahead is as much later; of one that comes twice, the first.
    Timestamp nextReset(Timestamp now, const Duration &period) const;

    friend bool operator==(const BudgetCalendar &, const BudgetCalendar &) = default;

private:
    std::chrono::seconds offsetAt(Timestamp time) const;
    Timestamp shown(Timestamp time) const;
    Timestamp moment(Timestamp wall, Timestamp now) const;
    Timestamp nextWithinDay(Timestamp now, const Duration &period) const;

    QTimeZone m_zone = QTimeZone::utc();
    std::chrono::seconds m_timeOfDay{0};
};

} // namespace sekisho::core
