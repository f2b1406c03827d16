// SPDX-License-Identifier: GPL-3.0-or-later
#include "resetqueue.h"

namespace sekisho::gateway {

void ResetQueue::add(std::int64_t atMicros, storage::SpendOwner owner, const QString &id,
                     const QString &second)
{
    if (atMicros != 0)
        m_waiting.push({core::fromMicros(atMicros), owner, id, second});
}

std::vector<DueReset> ResetQueue::takeDue(core::Timestamp now)
{
    std::vector<DueReset> due;
    while (!m_waiting.empty() && m_waiting.top().at <= now) {
        due.push_back(m_waiting.top());
        m_waiting.pop();
    }
    return due;
}

} // namespace sekisho::gateway
