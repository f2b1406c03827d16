// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../errordialect.h"
#include "../refusal.h"
#include "ratelevels.h"

namespace sekisho::gateway {

/// 429 in LiteLLM's words, with `rate_limit_type`, `reset_at` and a Retry-After that is true;
/// `error.rate_limit` says which limit of which object.
Refusal rateRefusal(const RateLevel &level, const RateShortage &shortage, const Caller &caller,
                    const Grant &grant, core::Timestamp now, ErrorDialect dialect);

/// x-ratelimit-*: by level, and once without a level for clients of OpenAI's API, which is the key's, else
/// that of the level that will be used up first. Nothing without limits. Replaces fields of the same names.
void setRateFields(http::Headers &headers, const std::vector<RateStanding> &standings, core::Timestamp now);

} // namespace sekisho::gateway
