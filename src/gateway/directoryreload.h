// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "directory.h"

#include <storage/database.h>

namespace sekisho::gateway {

/// Brings the directory in line with the database, where changes may have been made that nobody was told of:
/// publishes what is there as loadDirectory() does, and removes the keys, teams and budgets that are not.
/// Meters keep their spend. On the thread that publishes.
core::Result<void> reloadDirectory(Directory &directory, storage::Database &database);

} // namespace sekisho::gateway
