// SPDX-License-Identifier: GPL-3.0-or-later
#include "testdatabase.h"

#include "postgresserver.h"

#include <QCoreApplication>

#include <cstdio>

namespace sekisho::support {

using namespace Qt::Literals::StringLiterals;

namespace {

// CTest's word for "skipped" (SKIP_RETURN_CODE).
constexpr int Skipped = 77;

/// False if the tables are not as they were made.
bool emptyTables(const storage::DatabaseAddress &address)
{
    const auto database = storage::Database::open(address);
    return database &&
           (*database)->run(
               u"DO $$ DECLARE name TEXT; BEGIN FOR name IN SELECT tablename FROM pg_tables WHERE "
               "schemaname = current_schema() AND tablename <> 'sekisho_schema' LOOP "
               "EXECUTE 'DELETE FROM ' || quote_ident(name); END LOOP; END $$"_s);
}

std::unique_ptr<PostgresServer> &server()
{
    static std::unique_ptr<PostgresServer> server;
    return server;
}

} // namespace

bool runsOnPostgres()
{
    return qEnvironmentVariable("SEKISHO_TEST_DATABASE") == u"postgresql";
}

PostgresServer &postgresServer()
{
    if (server())
        return *server();
    if (PostgresServer::programs().isEmpty()) {
        std::fputs("Skipped: PostgreSQL (postgresql-15) is not installed\n", stderr);
        std::_Exit(Skipped);
    }
    server() = std::make_unique<PostgresServer>();
    qAddPostRoutine([] { server().reset(); });
    return *server();
}

storage::DatabaseAddress newDatabase(const QString &path)
{
    static int count = 0;
    if (!runsOnPostgres())
        return storage::DatabaseAddress::file(path);
    return *storage::DatabaseAddress::parse(postgresServer().url(u"test_%1"_s.arg(++count)));
}

// A schema takes a moment to make and another to empty, so it is made once.
std::unique_ptr<storage::Database> openGatewayTables()
{
    static storage::DatabaseAddress address;
    if (!runsOnPostgres() || address.isEmpty() || !emptyTables(address))
        address = newDatabase(u":memory:"_s);
    auto opened = storage::Database::open(address);
    if (!opened)
        qFatal("%s", qPrintable(core::describe(opened.error())));
    if (const auto done = (*opened)->migrate(u":/storage/gateway"_s); !done)
        qFatal("%s", qPrintable(core::describe(done.error())));
    return std::move(*opened);
}

} // namespace sekisho::support
