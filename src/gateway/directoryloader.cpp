// SPDX-License-Identifier: GPL-3.0-or-later
#include "directoryloader.h"

#include <storage/gateway/budgetrepository.h>
#include <storage/gateway/keyrepository.h>
#include <storage/gateway/keyspendrepository.h>
#include <storage/gateway/teamrepository.h>

namespace sekisho::gateway {

namespace {

template <typename Repository>
core::Result<void> publishAll(Directory &directory, Repository repository)
{
    auto rows = repository.all();
    if (!rows)
        return core::fail(rows.error());
    for (auto &row : *rows)
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

} // namespace

core::Result<void> loadDirectory(Directory &directory, storage::Database &database)
{
    auto done = publishAll(directory, storage::BudgetRepository(database));
    if (done)
        done = publishAll(directory, storage::TeamRepository(database));
    if (done)
        done = publishModelSpends(directory, database);
    if (done)
        done = publishAll(directory, storage::KeyRepository(database));
    if (done)
        done = publishSuccessions(directory, database);
    return done;
}

} // namespace sekisho::gateway
