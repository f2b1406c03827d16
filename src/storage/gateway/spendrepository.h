// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spendowner.h"

#include <core/money.h>
#include <storage/database.h>

namespace sekisho::storage {

/// When the spend of something is set anew.
struct SpendRestart {
    core::Money spend;
    std::optional<core::Timestamp> resetAt; ///< when it starts anew next
    /// Calls that had ended before count no more, however late their rows come.
    core::Timestamp since;
};

/// The columns `spend`, `spend_since` and `budget_reset_at`, wherever they are.
class SpendRepository
{
public:
    explicit SpendRepository(Database &database)
        : m_database(database)
    {
    }

    /// `second` is the member's user id, or the key's model. NotFound if there is no such row.
    core::Result<void> restart(SpendOwner owner, const QString &id, const QString &second,
                               const SpendRestart &restart);
    /// Every customer with no budget of its own that has a limit or a period: nothing is spent, as with
    /// restart(). There may be none.
    core::Result<void> restartCustomersWithoutBudget(core::Timestamp since);
    /// Changes only when it starts anew next. NotFound if there is no such row.
    core::Result<void> setNextReset(SpendOwner owner, const QString &id, const QString &second,
                                    core::Timestamp resetAt);
    /// What counts from a moment after `now` on, which a clock that ran ahead has left, counts from `now` on.
    /// Returns how many those were.
    core::Result<std::int64_t> countFrom(core::Timestamp now);
    /// The new key goes on with what the old one spent; both rows must be there.
    core::Result<void> inheritKey(QByteArrayView from, QByteArrayView to);

private:
    Database &m_database;
};

} // namespace sekisho::storage
