// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/gatewaysettings.h"
#include "directory.h"

#include <storage/database.h>

namespace sekisho::gateway {

/// Brings the directory in line with the database, where changes may have been made that nobody was told of:
/// publishes what is there as loadDirectory() does, and removes what is not.
/// Meters keep their spend. On the thread that publishes.
core::Result<void> reloadDirectory(Directory &directory, storage::Database &database,
                                   const GatewaySettings &settings = {});

} // namespace sekisho::gateway
