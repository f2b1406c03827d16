// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/database.h>

namespace sekisho::storage {

/// Starts the spend of every key and every team anew, as /global/spend/reset does; logs and sums by day stay.
/// Calls that had ended by `at` count no more, even if their rows come later.
core::Result<void> resetKeyAndTeamSpend(Database &database, core::Timestamp at);

} // namespace sekisho::storage
