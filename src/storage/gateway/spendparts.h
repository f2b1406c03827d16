// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/money.h>
#include <core/timestamp.h>

#include <utility>
#include <vector>

namespace sekisho::storage {

/// What some calls add to one spend.
class SpendParts
{
public:
    void add(core::Timestamp endedAt, core::Money spend);

    core::Money sum() const { return m_sum; }
    /// When the first of the calls ended.
    core::Timestamp earliest() const { return m_earliest; }
    /// Without calls that had ended before.
    core::Money sumSince(core::Timestamp since) const;

private:
    std::vector<std::pair<core::Timestamp, core::Money>> m_parts;
    core::Money m_sum;
    core::Timestamp m_earliest = core::Timestamp::max();
};

} // namespace sekisho::storage
