// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../modeltable.h"

namespace sekisho::gateway {

/// The limits of a group's deployment as the rate limiter asks for them.
RateLevel levelOf(const ModelGroup &group, std::size_t deployment);

/// Whether the first gives way before the second: a call under way may end at any moment.
bool isSooner(const RateShortage &a, const RateShortage &b);

/// Why none of a group's deployments would take the call; `level` is the deployment's place. Nothing is set
/// aside.
std::optional<RateShortage> peekDeployments(const RateLimiter &rates, const ModelGroup &group,
                                            const TokenDemand &demand);

} // namespace sekisho::gateway
