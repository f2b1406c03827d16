// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal> // before <compare>, which moc cannot read on its own

#include <compare>
#include <cstdint>

namespace sekisho::core {

/// An amount in nano-dollars: exact to add up, and fine enough for the price of one token.
class Money
{
public:
    constexpr Money() = default;
    static constexpr Money fromNanos(std::int64_t nanos) { return Money(nanos); }
    /// Rounds to the nearest nano-dollar; not finite or out of range becomes the nearest representable
    /// amount.
    static Money fromUsd(double usd);

    constexpr std::int64_t nanos() const { return m_nanos; }
    /// The float that both HTTP dialects show.
    constexpr double usd() const { return static_cast<double>(m_nanos) / 1e9; }

    constexpr Money &operator+=(Money other)
    {
        m_nanos += other.m_nanos;
        return *this;
    }
    friend constexpr Money operator+(Money a, Money b) { return Money(a.m_nanos + b.m_nanos); }
    friend constexpr Money operator-(Money a, Money b) { return Money(a.m_nanos - b.m_nanos); }
    friend constexpr auto operator<=>(Money, Money) = default;

private:
    explicit constexpr Money(std::int64_t nanos)
        : m_nanos(nanos)
    {
    }
    std::int64_t m_nanos = 0;
};

/// Price of one token in pico-dollars (1e-12 USD), since $0.075 per million tokens is 75 nano-dollars a
/// thousand.
struct TokenPrice {
    std::int64_t picos = 0;

    static TokenPrice fromUsdPerToken(double usd);
    /// Rounded to the nearest nano-dollar once, for the whole count.
    Money forTokens(std::int64_t tokens) const;
    friend bool operator==(const TokenPrice &, const TokenPrice &) = default;
};

} // namespace sekisho::core
