// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/gatewaysettings.h"
#include "directory.h"

#include <storage/database.h>

namespace sekisho::gateway {

/// Publishes what the database has, with the spend it has there; of the customers only those with rules, but
/// all who have spent where a default budget holds for them. At start, after the ledger has replayed its
/// journals and before the first request.
core::Result<void> loadDirectory(Directory &directory, storage::Database &database,
                                 const GatewaySettings &settings = {});

} // namespace sekisho::gateway
