// SPDX-License-Identifier: GPL-3.0-or-later
#include "directoryloader.h"

#include <storage/gateway/budgetrepository.h>
#include <storage/gateway/keyrepository.h>
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

} // namespace

core::Result<void> loadDirectory(Directory &directory, storage::Database &database)
{
    auto done = publishAll(directory, storage::BudgetRepository(database));
    if (done)
        done = publishAll(directory, storage::TeamRepository(database));
    if (done)
        done = publishAll(directory, storage::KeyRepository(database));
    return done;
}

} // namespace sekisho::gateway
