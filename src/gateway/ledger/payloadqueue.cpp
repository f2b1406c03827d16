// SPDX-License-Identifier: GPL-3.0-or-later
#include "payloadqueue.h"

namespace sekisho::gateway {

bool PayloadQueue::put(RawPayload payload)
{
    const std::lock_guard lock(m_mutex);
    if (m_bytes + payload.size() > MostBytes)
        return false;
    m_bytes += payload.size();
    m_payloads.push_back(std::move(payload));
    return true;
}

std::vector<RawPayload> PayloadQueue::take(std::size_t most)
{
    const std::lock_guard lock(m_mutex);
    std::vector<RawPayload> taken;
    while (taken.size() < most && !m_payloads.empty()) {
        m_bytes -= m_payloads.front().size();
        taken.push_back(std::move(m_payloads.front()));
        m_payloads.pop_front();
    }
    return taken;
}

} // namespace sekisho::gateway
