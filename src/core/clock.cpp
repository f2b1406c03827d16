// SPDX-License-Identifier: GPL-3.0-or-later
#include "clock.h"

namespace sekisho::core {

Timestamp SystemClock::now() const
{
    return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
}

ManualClock::ManualClock(Timestamp start)
    : m_micros(toMicros(start))
{
}

Timestamp ManualClock::now() const
{
    return fromMicros(m_micros.load());
}

void ManualClock::set(Timestamp time)
{
    m_micros.store(toMicros(time));
}

void ManualClock::advance(std::chrono::microseconds by)
{
    m_micros.fetch_add(by.count());
}

} // namespace sekisho::core
