// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dailysums.h"

#include <map>

namespace sekisho::storage {

/// What a batch of new rows of spend_logs adds to everything that is a sum over them: the spend of keys,
/// teams, budgets, users, team and organisation members, organisations, customers, tags and of keys on
/// models, and the daily sums. Summed up first, so that each is written once a batch.
class BatchSums
{
public:
    /// Each row once.
    void add(const SpendLog &log);
    /// Inside the transaction that inserts the rows. Ids without a row are passed over (deleted meanwhile, or
    /// never made); only customers come into being by their first call.
    core::Result<void> apply(Database &database) const;

private:
    using Spends = std::map<QString, core::Money>;
    using PairSpends = std::map<std::pair<QString, QString>, core::Money>;
    struct FirstCall {
        core::Money spend;
        core::Timestamp at;
    };

    void addSpend(const SpendLog &log);
    void addCustomer(const SpendLog &log);
    core::Result<void> applyPairs(Database &database) const;
    core::Result<void> applyCustomers(Database &database) const;

    Spends m_keys;
    Spends m_teams;
    Spends m_budgets;
    Spends m_users;
    Spends m_organizations;
    Spends m_tags;
    PairSpends m_teamMembers;
    PairSpends m_organizationMembers;
    PairSpends m_keyModels; ///< by model and key
    std::map<QString, FirstCall> m_customers;
    DailySums m_daily;
};

} // namespace sekisho::storage
