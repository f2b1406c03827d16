// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "requestlife.h"

namespace sekisho::gateway {

/// Stage 10, settle: what was set aside becomes what it cost.
class Settle
{
public:
    explicit Settle(const GatewaySettings &settings)
        : m_settings(settings)
    {
    }
    void run(RequestLife &life) const;

private:
    const GatewaySettings &m_settings;
};

/// What counts against limits of tokens per minute: what came out of the upstream's cache does not.
std::int64_t countedTokens(const providers::TokenUsage &usage, TokenCount count);

core::Money costOf(const providers::Deployment &deployment, const providers::TokenUsage &usage);

} // namespace sekisho::gateway
