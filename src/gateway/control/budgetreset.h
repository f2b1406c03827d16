// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

namespace sekisho::gateway {

/// Starts the spend of keys, teams, budgets and whoever else has one anew when their period ends: first in
/// the database, then in the meter. Used on the thread that opened the database.
class BudgetReset
{
public:
    explicit BudgetReset(ControlServices &services);

    /// Resets whatever is due and returns how many that were. What fails is tried again at the next call.
    core::Result<int> resetDue() const;

    /// After the clock was set back: what a clock that ran ahead has put off starts anew when its period ends
    /// by the clock as it is now, and calls from now on count. A time that somebody chose beyond the period
    /// is not told from that. Returns how many have another time.
    core::Result<int> followClockBack() const;

    /// Calls resetDue() now and every second, and followClockBack() when it is time to, until `context` is
    /// gone; it lives on the database's thread.
    void start(QObject *context) const;

private:
    core::Result<bool> reset(const DueReset &due) const;
    core::Result<bool> pullIn(const DueReset &reset, const BudgetTime &time) const;
    core::Result<void> followClock(std::optional<core::Timestamp> &last) const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
