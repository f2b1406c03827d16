// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "directory.h"

#include <storage/database.h>

namespace sekisho::gateway {

/// Publishes every key, team and budget of the database, with the spend they have there. At start, after the
/// ledger has replayed its journals and before the first request.
core::Result<void> loadDirectory(Directory &directory, storage::Database &database);

} // namespace sekisho::gateway
