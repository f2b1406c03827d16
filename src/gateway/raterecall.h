// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/gatewaysettings.h"
#include "ratelimiter.h"

#include <storage/database.h>

namespace sekisho::gateway {

class ModelTable;

/// Counts the calls of the last minute, as the ledger has them, for their rate limits as they hold now: a
/// restart gives nobody a fresh minute. A deployment that failed and was followed by another is not counted.
/// The minute of an object begins with its first call in there. On the thread of the database, before the
/// first request.
core::Result<void> recallRates(RateLimiter &rates, const Directory &directory, const ModelTable &models,
                               const GatewaySettings &settings, storage::Database &database,
                               core::Timestamp now);

} // namespace sekisho::gateway
