// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/database.h>

#include <QSet>

namespace sekisho::storage {

enum class IdentifiedTable {
    Keys,
    Teams,
    Budgets,
    Users,
    Organizations,
    Tags,
    CustomersWithRules, ///< those that CustomerRepository::withRules() gives
};

/// The identities of all rows of a table.
core::Result<QSet<QString>> rowIds(Database &database, IdentifiedTable table);

} // namespace sekisho::storage
