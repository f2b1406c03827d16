// SPDX-License-Identifier: GPL-3.0-or-later
#include "directoryreload.h"

#include "directoryloader.h"

#include <storage/gateway/rowids.h>

namespace sekisho::gateway {

using core::Result;
using storage::IdentifiedTable;

namespace {

template <typename Entries, typename IdOf, typename Remove>
Result<void> removeMissing(const Result<QSet<QString>> &there, const Entries &entries, IdOf idOf,
                           Remove remove)
{
    if (!there)
        return core::fail(there.error());
    for (const auto &entry : entries) {
        if (!there->contains(idOf(entry->rules)))
            remove(entry->rules);
    }
    return {};
}

Result<void> removeKeys(Directory &directory, storage::Database &database)
{
    return removeMissing(
        rowIds(database, IdentifiedTable::Keys), directory.keys(),
        [](const storage::VirtualKey &key) { return QString::fromUtf8(key.token); },
        [&](const storage::VirtualKey &key) { directory.removeKey(key.token); });
}

Result<void> removeTeams(Directory &directory, storage::Database &database)
{
    return removeMissing(
        rowIds(database, IdentifiedTable::Teams), directory.teams(),
        [](const storage::Team &team) { return team.teamId; },
        [&](const storage::Team &team) { directory.removeTeam(team.teamId); });
}

Result<void> removeBudgets(Directory &directory, storage::Database &database)
{
    return removeMissing(
        rowIds(database, IdentifiedTable::Budgets), directory.budgets(),
        [](const storage::Budget &budget) { return budget.budgetId; },
        [&](const storage::Budget &budget) { directory.removeBudget(budget.budgetId); });
}

} // namespace

Result<void> reloadDirectory(Directory &directory, storage::Database &database)
{
    auto done = loadDirectory(directory, database);
    if (done)
        done = removeKeys(directory, database);
    if (done)
        done = removeTeams(directory, database);
    return done ? removeBudgets(directory, database) : done;
}

} // namespace sekisho::gateway
