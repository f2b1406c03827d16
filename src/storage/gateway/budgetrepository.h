// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "budget.h"
#include "keyrepository.h"

#include <storage/database.h>

namespace sekisho::storage {

/// The table `budgets`.
class BudgetRepository
{
public:
    explicit BudgetRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<void> insert(const Budget &budget);
    /// Writes everything but the spend, which the ledger adds to. NotFound if there is no such budget.
    core::Result<void> update(const Budget &budget);
    core::Result<void> erase(const QString &budgetId);

    core::Result<std::optional<Budget>> find(const QString &budgetId);
    /// Newest first.
    core::Result<QList<Budget>> all();
    /// Newest first.
    core::Result<QList<Budget>> list(Page page);

private:
    Database &m_database;
};

} // namespace sekisho::storage
