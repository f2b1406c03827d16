// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/database.h>

namespace sekisho::support {

/// Every sum that the gateway keeps over its ledger, compared with the rows: what keys (with those they
/// replaced), teams, budgets, users, organisations, customers, tags, members and keys on models have spent
/// since it counts, and the sums by day. A line for each that is another; empty is right. Objects must have
/// been made without a spend.
core::Result<QStringList> spendMismatches(storage::Database &database);

} // namespace sekisho::support
