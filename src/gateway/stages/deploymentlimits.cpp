// SPDX-License-Identifier: GPL-3.0-or-later
#include "deploymentlimits.h"

namespace sekisho::gateway {

RateLevel levelOf(const ModelGroup &group, std::size_t deployment)
{
    const RouteRule &rule = group.rules.at(deployment);
    return {RateKind::Model, rule.limits, rule.meter, {}, group.name};
}

bool isSooner(const RateShortage &a, const RateShortage &b)
{
    if (a.type == RateType::Parallel || b.type == RateType::Parallel)
        return b.type != RateType::Parallel;
    return a.resetAt < b.resetAt;
}

std::optional<RateShortage> peekDeployments(const RateLimiter &rates, const ModelGroup &group,
                                            const TokenDemand &demand)
{
    std::optional<RateShortage> soonest;
    for (std::size_t i = 0; i < group.deployments.size(); ++i) {
        auto shortage =
            group.rules.at(i).limits.any() ? rates.peek({levelOf(group, i)}, demand) : std::nullopt;
        if (!shortage)
            return std::nullopt;
        shortage->level = i;
        if (!soonest || isSooner(*shortage, *soonest))
            soonest = shortage;
    }
    return soonest;
}

} // namespace sekisho::gateway
