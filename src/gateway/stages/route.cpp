// SPDX-License-Identifier: GPL-3.0-or-later
#include "route.h"

#include "deploymentlimits.h"
#include "raterefusal.h"

#include <algorithm>
#include <limits>

namespace sekisho::gateway {

Route::Route(RateLimiter &rates, const core::Clock &clock, const GatewaySettings &settings)
    : m_rates(rates)
    , m_clock(clock)
    , m_settings(settings)
{
}

static std::vector<std::size_t> untried(const ModelGroup &group, const RequestLife &life)
{
    std::vector<std::size_t> left;
    for (std::size_t place = 0; place < group.deployments.size(); ++place) {
        if (std::find(life.tried.begin(), life.tried.end(), place) == life.tried.end())
            left.push_back(place);
    }
    return left;
}

static double orderOf(const ModelGroup &group, std::size_t place)
{
    return group.rules[place].order.value_or(std::numeric_limits<double>::infinity());
}

/// The places whose turn it may be: of the lowest order, and of those who have a share, if any has.
static std::vector<std::size_t> candidates(const ModelGroup &group, const std::vector<std::size_t> &left)
{
    double lowest = orderOf(group, left.front());
    for (const std::size_t place : left)
        lowest = std::min(lowest, orderOf(group, place));
    std::vector<std::size_t> all;
    std::copy_if(left.begin(), left.end(), std::back_inserter(all),
                 [&](std::size_t place) { return orderOf(group, place) == lowest; });
    std::vector<std::size_t> sharing;
    std::copy_if(all.begin(), all.end(), std::back_inserter(sharing),
                 [&](std::size_t place) { return group.shares[place] > 0; });
    return sharing.empty() ? all : sharing;
}

/// Everyone gains its share; who has most is next and pays what all have gained.
std::size_t Route::takeNext(const ModelGroup &group, Places &left)
{
    const Places choice = candidates(group, left);
    double gained = 0;
    std::size_t chosen = choice.front();
    double *most = nullptr;
    for (const std::size_t place : choice) {
        const double share = group.shares[place] > 0 ? group.shares[place] : 1;
        double &credit = m_credits[group.deployments[place].id];
        credit += share;
        gained += share;
        if (!most || credit > *most) {
            most = &credit;
            chosen = place;
        }
    }
    *most -= gained;
    std::erase(left, chosen);
    return chosen;
}

bool Route::seat(RequestLife &life, std::size_t place, std::optional<RateShortage> &soonest)
{
    const ModelGroup &group = *life.group;
    if (group.rules[place].limits.any()) {
        const auto demand = tokenDemandOf(life.command, group, m_settings.tokenRateCounts);
        auto ticket = m_rates.take({levelOf(group, place)}, demand);
        if (!ticket) {
            ticket.error().level = place;
            if (!soonest || isSooner(ticket.error(), *soonest))
                soonest = ticket.error();
            return false;
        }
        life.place = std::move(*ticket);
    }
    life.deployment = &group.deployments[place];
    return true;
}

bool Route::seatAnywhere(RequestLife &life, std::optional<RateShortage> &soonest)
{
    const ModelGroup &group = *life.group;
    if (group.deployments.size() == 1)
        return life.attempts == 0 && seat(life, 0, soonest);
    auto left = untried(group, life);
    while (!left.empty()) {
        const std::size_t place = takeNext(group, left);
        if (!seat(life, place, soonest))
            continue;
        life.tried.push_back(place);
        return true;
    }
    return false;
}

Verdict<void> Route::run(RequestLife &life)
{
    const ModelGroup &group = *life.group;
    life.place = {};
    std::optional<RateShortage> soonest;
    if (seatAnywhere(life, soonest))
        return {};
    if (!soonest)
        return tl::make_unexpected(
            refusalOf({core::ErrorKind::Unavailable,
                       QStringLiteral("Every deployment of %1 has been tried").arg(group.name),
                       {},
                       {},
                       nullptr}));
    return tl::make_unexpected(rateRefusal(levelOf(group, soonest->level), *soonest, life.caller, life.grant,
                                           m_clock.now(), m_settings.errorDialect));
}

bool isWorthAnotherTry(const providers::UpstreamError &error)
{
    const int status = error.status;
    return status == 0 || status == 401 || status == 403 || status == 404 || status == 408 || status == 429 ||
           status >= 500;
}

} // namespace sekisho::gateway
