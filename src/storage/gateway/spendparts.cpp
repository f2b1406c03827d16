// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendparts.h"

#include <algorithm>

namespace sekisho::storage {

void SpendParts::add(core::Timestamp endedAt, core::Money spend)
{
    m_parts.emplace_back(endedAt, spend);
    m_sum += spend;
    m_earliest = std::min(m_earliest, endedAt);
}

core::Money SpendParts::sumSince(core::Timestamp since) const
{
    core::Money sum;
    for (const auto &[endedAt, spend] : m_parts) {
        if (endedAt >= since)
            sum += spend;
    }
    return sum;
}

} // namespace sekisho::storage
