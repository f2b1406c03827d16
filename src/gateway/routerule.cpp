// SPDX-License-Identifier: GPL-3.0-or-later
#include "routerule.h"

#include <algorithm>

namespace sekisho::gateway {

using Weigh = std::function<std::optional<double>(const RouteRule &)>;

static std::vector<double> weighed(const std::vector<RouteRule> &rules, const Weigh &weigh)
{
    std::vector<double> shares;
    for (const RouteRule &rule : rules)
        shares.push_back(weigh(rule).value_or(0));
    return shares;
}

static std::optional<double> asDouble(const std::optional<std::int64_t> &number)
{
    return number ? std::optional(double(*number)) : std::nullopt;
}

std::vector<double> sharesOf(const std::vector<RouteRule> &rules)
{
    const Weigh ways[] = {[](const RouteRule &rule) { return rule.weight; },
                          [](const RouteRule &rule) { return asDouble(rule.limits.requests); },
                          [](const RouteRule &rule) { return asDouble(rule.limits.tokens); }};
    for (const Weigh &way : ways) {
        auto shares = weighed(rules, way);
        if (std::any_of(shares.begin(), shares.end(), [](double share) { return share > 0; }))
            return shares;
    }
    return std::vector<double>(rules.size(), 1.0);
}

} // namespace sekisho::gateway
