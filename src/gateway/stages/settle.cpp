// SPDX-License-Identifier: GPL-3.0-or-later
#include "settle.h"

namespace sekisho::gateway {

core::Money costOf(const providers::Deployment &deployment, const providers::TokenUsage &usage)
{
    return deployment.inputPrice.forTokens(usage.promptTokens) +
           deployment.outputPrice.forTokens(usage.completionTokens);
}

void Settle::run(RequestLife &life) const
{
    life.cost = life.deployment ? costOf(*life.deployment, life.usage) : core::Money();
    life.reservation.settle(life.cost);
}

} // namespace sekisho::gateway
