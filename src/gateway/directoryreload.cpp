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

Result<void> removeUsers(Directory &directory, storage::Database &database)
{
    return removeMissing(
        rowIds(database, IdentifiedTable::Users), directory.users(),
        [](const storage::User &user) { return user.userId; },
        [&](const storage::User &user) {
            // Without it the budget of everybody would not hold.
            if (user.userId != QLatin1StringView(storage::ProxyBudgetUser))
                directory.removeUser(user.userId);
        });
}

Result<void> removeOrganizations(Directory &directory, storage::Database &database)
{
    return removeMissing(
        rowIds(database, IdentifiedTable::Organizations), directory.organizations(),
        [](const storage::Organization &organization) { return organization.organizationId; },
        [&](const storage::Organization &organization) {
            directory.removeOrganization(organization.organizationId);
        });
}

Result<void> removeTags(Directory &directory, storage::Database &database)
{
    return removeMissing(
        rowIds(database, IdentifiedTable::Tags), directory.tags(),
        [](const storage::Tag &tag) { return tag.name; },
        [&](const storage::Tag &tag) { directory.removeTag(tag.name); });
}

bool hasRules(const storage::Customer &customer)
{
    return customer.blocked || customer.budgetId || customer.allowedModelRegion || customer.defaultModel;
}

// Others have a meter only, and perhaps no row yet.
Result<void> removeCustomers(Directory &directory, storage::Database &database)
{
    return removeMissing(
        rowIds(database, IdentifiedTable::CustomersWithRules), directory.customers(),
        [](const storage::Customer &customer) { return customer.userId; },
        [&](const storage::Customer &customer) {
            if (hasRules(customer))
                directory.removeCustomer(customer.userId);
        });
}

} // namespace

Result<void> reloadDirectory(Directory &directory, storage::Database &database,
                             const GatewaySettings &settings)
{
    auto done = loadDirectory(directory, database, settings);
    for (const auto remove : {removeKeys, removeTeams, removeBudgets, removeUsers, removeOrganizations,
                              removeTags, removeCustomers}) {
        if (done)
            done = remove(directory, database);
    }
    return done;
}

} // namespace sekisho::gateway
