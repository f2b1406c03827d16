// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keysuccession.h"

#include <core/money.h>
#include <storage/database.h>

namespace sekisho::storage {

/// A row of `key_model_spend`.
struct KeyModelSpend {
    QByteArray token;
    QString model;
    core::Money spend;
    std::optional<core::Timestamp> budgetResetAt;
};

/// What belongs to a key beside its row: its spend by model, and the keys it replaced.
class KeySpendRepository
{
public:
    explicit KeySpendRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<QList<KeyModelSpend>> modelSpends();
    /// The reset time is set, the spend of a row that is there stays.
    core::Result<void> ensure(const KeyModelSpend &row);
    core::Result<void> erase(QByteArrayView token, const QString &model);
    /// Moves all of `from` to `to`, whose row must be there.
    core::Result<void> move(QByteArrayView from, QByteArrayView to);

    core::Result<QList<KeySuccession>> successions();
    /// Also turns the successions that led to the old key to the new one.
    core::Result<void> insert(const KeySuccession &succession);

private:
    Database &m_database;
};

} // namespace sekisho::storage
