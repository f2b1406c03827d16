// SPDX-License-Identifier: GPL-3.0-or-later
#include "money.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace sekisho::core {

namespace {
// Kept below the integer limits so that sums of several such amounts cannot overflow.
constexpr double Largest = 9.0e17;

std::int64_t roundedWithin(double value)
{
    if (std::isnan(value))
        return 0;
    return std::llround(std::clamp(value, -Largest, Largest));
}
} // namespace

Money Money::fromUsd(double usd)
{
    return Money(roundedWithin(usd * 1e9));
}

TokenPrice TokenPrice::fromUsdPerToken(double usd)
{
    return {roundedWithin(usd * 1e12)};
}

Money TokenPrice::forTokens(std::int64_t tokens) const
{
    const long double picoDollars = static_cast<long double>(picos) * static_cast<long double>(tokens);
    return Money::fromNanos(roundedWithin(static_cast<double>(picoDollars / 1000.0L)));
}

} // namespace sekisho::core
