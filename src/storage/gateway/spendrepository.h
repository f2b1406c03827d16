// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spendowner.h"

#include <core/money.h>
#include <storage/database.h>

namespace sekisho::storage {

/// The columns `spend` and `budget_reset_at`, wherever they are.
class SpendRepository
{
public:
    explicit SpendRepository(Database &database)
        : m_database(database)
    {
    }

    /// Sets the spend, and when it starts anew. `second` is the member's user id, or the key's model.
    /// NotFound if there is no such row.
    core::Result<void> restart(SpendOwner owner, const QString &id, const QString &second, core::Money spend,
                               const std::optional<core::Timestamp> &resetAt);

private:
    Database &m_database;
};

} // namespace sekisho::storage
