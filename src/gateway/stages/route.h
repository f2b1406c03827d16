// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "requestlife.h"

namespace sekisho::gateway {

/// Stage 6, route: which deployment of the group serves this attempt, and its place under the deployment's
/// own limits. Each is tried once: those of the lowest `order` first, among them by their shares, evenly
/// spread; who is at its limits is passed over. One per I/O thread.
class Route
{
public:
    Route(RateLimiter &rates, const core::Clock &clock, const GatewaySettings &settings);

    /// Sets `deployment` and `place`. The refusal tells of the limit that gives way first.
    Verdict<void> run(RequestLife &life);

private:
    using Places = std::vector<std::size_t>; ///< in the group
    std::size_t takeNext(const ModelGroup &group, Places &left);
    bool seatAnywhere(RequestLife &life, std::optional<RateShortage> &soonest);
    bool seat(RequestLife &life, std::size_t place, std::optional<RateShortage> &soonest);

    RateLimiter &m_rates;
    const core::Clock &m_clock;
    const GatewaySettings &m_settings;
    /// Smooth weighted round robin: what a deployment has gained by waiting, by id.
    std::unordered_map<QString, double> m_credits;
};

/// Whether another deployment may do better after this failure.
bool isWorthAnotherTry(const providers::UpstreamError &error);

} // namespace sekisho::gateway
