// SPDX-License-Identifier: GPL-3.0-or-later
#include "directoryloader.h"

#include <storage/gateway/budgetrepository.h>
#include <storage/gateway/customerrepository.h>
#include <storage/gateway/keyrepository.h>
#include <storage/gateway/keyspendrepository.h>
#include <storage/gateway/organizationrepository.h>
#include <storage/gateway/rotatedkeyrepository.h>
#include <storage/gateway/tagrepository.h>
#include <storage/gateway/teamrepository.h>
#include <storage/gateway/userrepository.h>

namespace sekisho::gateway {

namespace {

template <typename T>
core::Result<void> publishAll(Directory &directory, core::Result<QList<T>> rows)
{
    if (!rows)
        return core::fail(rows.error());
    for (T &row : *rows)
        directory.publish(std::move(row));
    return {};
}

core::Result<void> publishModelSpends(Directory &directory, storage::Database &database)
{
    const auto rows = storage::KeySpendRepository(database).modelSpends();
    if (!rows)
        return core::fail(rows.error());
    for (const storage::KeyModelSpend &row : *rows) {
        KeyModel model{row.token, row.model, row.spend, {}};
        model.limits.budgetResetAt = row.budgetResetAt;
        directory.publish(std::move(model));
    }
    return {};
}

core::Result<void> publishSuccessions(Directory &directory, storage::Database &database)
{
    const auto rows = storage::KeySpendRepository(database).successions();
    if (!rows)
        return core::fail(rows.error());
    for (const storage::KeySuccession &row : *rows)
        directory.publish(row);
    return {};
}

core::Result<void> publishCustomers(Directory &directory, storage::Database &database,
                                    const GatewaySettings &settings)
{
    storage::CustomerRepository customers(database);
    auto done = publishAll(directory, customers.withRules());
    // What everybody's default budget counts against is what each has spent.
    if (done && !settings.maxEndUserBudgetId.isEmpty())
        done = publishAll(directory, customers.withSpend());
    return done;
}

core::Result<void> publishKeys(Directory &directory, storage::Database &database)
{
    auto done = publishModelSpends(directory, database);
    if (done)
        done = publishAll(directory, storage::KeyRepository(database).all());
    if (done)
        done = publishSuccessions(directory, database);
    return done;
}

core::Result<void> awaitRotated(Directory &directory, storage::Database &database)
{
    const auto rows = storage::RotatedKeyRepository(database).all();
    if (!rows)
        return core::fail(rows.error());
    for (const storage::RotatedKey &row : *rows)
        directory.awaitUse(row.token);
    return {};
}

} // namespace

core::Result<void> loadDirectory(Directory &directory, storage::Database &database,
                                 const GatewaySettings &settings)
{
    auto done = publishAll(directory, storage::BudgetRepository(database).all());
    if (done)
        done = publishAll(directory, storage::OrganizationRepository(database).all());
    if (done)
        done = publishAll(directory, storage::TeamRepository(database).all());
    if (done)
        done = publishAll(directory, storage::UserRepository(database).all());
    if (done)
        done = publishAll(directory, storage::TagRepository(database).all());
    if (done)
        done = publishCustomers(directory, database, settings);
    if (done)
        done = publishKeys(directory, database);
    if (done)
        done = awaitRotated(directory, database);
    return done;
}

} // namespace sekisho::gateway
