// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/budgetcalendar.h>

namespace sekisho::gateway {

/// The moment at which somebody asks when a budget starts anew next.
struct BudgetTime {
    core::Timestamp now;
    const core::BudgetCalendar &calendar;

    core::Timestamp nextReset(const core::Duration &period) const { return calendar.nextReset(now, period); }
};

} // namespace sekisho::gateway
