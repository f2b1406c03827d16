// SPDX-License-Identifier: GPL-3.0-or-later
#include "logretention.h"

#include <core/logging.h>

namespace sekisho::gateway {

using namespace std::chrono_literals;

/// How often the clock is looked at, and how long a run waits between two of its steps.
static constexpr auto Idle = 1000ms;
static constexpr auto Pause = 20ms;

LogRetention::LogRetention(storage::Database &database, RetentionRules rules)
    : m_rules(std::move(rules))
    , m_pruner(database)
{
    if (!m_rules.keep || !m_rules.clock)
        return;
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LogRetention::tick);
    m_timer.start(Pause);
}

bool LogRetention::isDue() const
{
    if (!m_rules.keep || !m_rules.clock)
        return false;
    const auto now = m_rules.clock->now();
    // A clock that was set back must not put the next run off.
    return !m_lastRun || now < *m_lastRun || now - *m_lastRun >= m_rules.interval;
}

core::Result<bool> LogRetention::step()
{
    if (!isDue())
        return false;
    const auto cutoff = std::chrono::floor<std::chrono::days>(m_rules.clock->now() - *m_rules.keep);
    const auto deleted = m_pruner.eraseBefore(cutoff, RowsAtOnce);
    if (!deleted)
        return core::fail(deleted.error());
    if (*deleted == 0)
        m_lastRun = m_rules.clock->now();
    return *deleted > 0;
}

void LogRetention::tick()
{
    const auto more = step();
    // Said once, not every second.
    if (!more && !m_isFailing)
        qCWarning(core::lcLedger).noquote() << "Old logs were not deleted:" << core::describe(more.error());
    m_isFailing = !more;
    m_timer.start(more && *more ? Pause : Idle);
}

} // namespace sekisho::gateway
