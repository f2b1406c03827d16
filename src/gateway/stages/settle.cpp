// SPDX-License-Identifier: GPL-3.0-or-later
#include "settle.h"

namespace sekisho::gateway {

core::Money costOf(const providers::Deployment &deployment, const providers::TokenUsage &usage)
{
    return deployment.inputPrice.forTokens(usage.promptTokens) +
           deployment.outputPrice.forTokens(usage.completionTokens);
}

std::int64_t countedTokens(const providers::TokenUsage &usage, TokenCount count)
{
    const std::int64_t input = std::max<std::int64_t>(0, usage.promptTokens - usage.cachedPromptTokens);
    switch (count) {
    case TokenCount::Input:
        return input;
    case TokenCount::Output:
        return usage.completionTokens;
    case TokenCount::Total:
        break;
    }
    return input + usage.completionTokens;
}

void Settle::run(RequestLife &life) const
{
    life.cost = life.deployment ? costOf(*life.deployment, life.usage) : core::Money();
    const std::int64_t tokens = countedTokens(life.usage, m_settings.tokenRateCounts);
    life.reservation.settle(life.cost, tokens);
    life.place.settle(tokens);
}

} // namespace sekisho::gateway
