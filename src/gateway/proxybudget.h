// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/gatewaysettings.h"
#include "directory.h"

#include <storage/database.h>

namespace sekisho::gateway {

/// Makes the row whose spend is everybody's together, where the configuration has a `max_budget`, and brings
/// its limits in line with the configuration; its spend goes on, and so does a period that stays the same. At
/// start, after the directory was loaded.
core::Result<void> ensureProxyBudget(Directory &directory, storage::Database &database,
                                     const GatewaySettings &settings, core::Timestamp now);

} // namespace sekisho::gateway
