// SPDX-License-Identifier: GPL-3.0-or-later
#include "meter.h"

namespace sekisho::gateway {

bool reserve(SpendMeter &meter, core::Money amount, const std::optional<core::Money> &limit)
{
    if (!limit) {
        meter.reservedNanos += amount.nanos();
        return true;
    }
    const std::int64_t most = limit->nanos();
    std::int64_t reserved = meter.reservedNanos.load();
    while (true) {
        // Settling adds to spent before it takes from reserved: reading them in the other order could miss a
        // call.
        if (meter.spentNanos.load() + reserved + amount.nanos() > most) {
            const std::int64_t again = meter.reservedNanos.load();
            if (again >= reserved)
                return false;
            reserved = again;
            continue;
        }
        if (!meter.reservedNanos.compare_exchange_weak(reserved, reserved + amount.nanos()))
            continue;
        // Another call may have settled, and a third reserved as much, between the two reads above.
        if (meter.spentNanos.load() + reserved + amount.nanos() <= most)
            return true;
        meter.reservedNanos -= amount.nanos();
        reserved = meter.reservedNanos.load();
    }
}

void release(SpendMeter &meter, core::Money amount)
{
    meter.reservedNanos -= amount.nanos();
}

void settle(SpendMeter &meter, core::Money reserved, core::Money cost)
{
    meter.spentNanos += cost.nanos();
    meter.reservedNanos -= reserved.nanos();
}

void restart(SpendMeter &meter, std::int64_t seenNanos, core::Money spend)
{
    meter.spentNanos += spend.nanos() - seenNanos;
}

} // namespace sekisho::gateway
