// SPDX-License-Identifier: GPL-3.0-or-later
#include "wirejson.h"

namespace sekisho::client {

std::optional<core::Money> optionalMoney(const core::Json &row, const char *field)
{
    const auto usd = core::optionalNumber(row, field);
    return usd ? std::optional(core::Money::fromUsd(*usd)) : std::nullopt;
}

std::optional<core::Timestamp> optionalTime(const core::Json &row, const char *field)
{
    const auto text = core::optionalString(row, field);
    if (!text)
        return {};
    const auto time = core::parseIso8601(*text);
    return time ? std::optional(*time) : std::nullopt;
}

std::optional<std::int64_t> optionalInteger(const core::Json &row, const char *field)
{
    if (!core::optionalNumber(row, field))
        return {};
    return core::integerOr(row, field);
}

core::Money moneyOr(const core::Json &row, const char *field)
{
    return optionalMoney(row, field).value_or(core::Money());
}

} // namespace sekisho::client
