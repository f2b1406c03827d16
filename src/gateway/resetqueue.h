// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "directory.h"

#include <queue>

namespace sekisho::gateway {

/// When whose spend starts anew, earliest first, so that nobody has to look through every key each second. An
/// entry may be out of date; who takes it compares with the meter. Not thread-safe.
class ResetQueue
{
public:
    /// Nothing for a time of 0.
    void add(std::int64_t atMicros, storage::SpendOwner owner, const QString &id, const QString &second = {});
    void add(DueReset reset) { m_waiting.push(std::move(reset)); }
    std::vector<DueReset> takeDue(core::Timestamp now);

private:
    struct Later {
        bool operator()(const DueReset &a, const DueReset &b) const { return a.at > b.at; }
    };
    std::priority_queue<DueReset, std::vector<DueReset>, Later> m_waiting;
};

} // namespace sekisho::gateway
