// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ratelimiter.h"

namespace sekisho::gateway {

/// How a deployment takes part when calls are routed over its group (litellm-api §14.1): its own limits,
/// whoever calls (`rpm`, `tpm`, `max_parallel_requests`), its `weight` among those of the same `order`.
struct RouteRule {
    RateLimits limits;
    std::shared_ptr<SpendMeter> meter; ///< what the rate limiter knows the deployment by; set with limits
    std::optional<double> weight;
    std::optional<double> order; ///< lower ones first; without one last
};

/// How calls are spread: by `weight` where any has one, else by `rpm`, else by `tpm`, else evenly. At the
/// same place as the rules; who has none of what decides gets 0, and is used when nothing else is left.
std::vector<double> sharesOf(const std::vector<RouteRule> &rules);

} // namespace sekisho::gateway
