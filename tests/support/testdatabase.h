// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/database.h>

namespace sekisho::support {

class PostgresServer;

// Tests that sekisho_test(... DATABASES) registers run once on SQLite and once, with
// SEKISHO_TEST_DATABASE=postgresql, on a PostgreSQL that lives as long as the test program. Where PostgreSQL
// is not installed such a run ends at its first database, as skipped.

bool runsOnPostgres();
/// The test program's own; in any run.
PostgresServer &postgresServer();

/// An empty database: a schema of its own, or the file `path`, which a test's folder holds.
storage::DatabaseAddress newDatabase(const QString &path);
/// The gateway's tables, empty; in memory or in a schema of their own.
std::unique_ptr<storage::Database> openGatewayTables();

} // namespace sekisho::support
