// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../directory.h"

namespace sekisho::gateway {

// How SpendMeters are used, without locks and from any thread. What is set aside is taken back only after the
// real cost has been added, so spent + reserved may be seen too high for a moment, never too low.

/// Sets `amount` aside unless spent + reserved would pass `limit` then; no limit always succeeds.
bool reserve(SpendMeter &meter, core::Money amount, const std::optional<core::Money> &limit);
void release(SpendMeter &meter, core::Money amount);
/// Replaces what was set aside by what it cost.
void settle(SpendMeter &meter, core::Money reserved, core::Money cost);
/// What was spent starts anew at `spend`; calls that were settled after `seenNanos` was read stay.
void restart(SpendMeter &meter, std::int64_t seenNanos, core::Money spend);

} // namespace sekisho::gateway
