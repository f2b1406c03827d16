// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "dailysums.h"
#include "spendowner.h"
#include "spendparts.h"

#include <map>
#include <tuple>

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
    /// never made); only customers come into being by their first call. What a key spent that was replaced
    /// meanwhile is its successor's. A call that had ended before a spend was set anew adds nothing to it.
    core::Result<void> apply(Database &database) const;

private:
    /// Ids as in SpendRepository.
    struct Name {
        SpendOwner owner = SpendOwner::Key;
        QString id;
        QString second;
        friend bool operator<(const Name &a, const Name &b)
        {
            return std::tie(a.owner, a.id, a.second) < std::tie(b.owner, b.id, b.second);
        }
    };

    void addSpend(const SpendLog &log);
    void addTo(SpendOwner owner, const QString &id, const SpendLog &log);
    void addTo(SpendOwner owner, const QString &id, const QString &second, const SpendLog &log);
    void addCustomer(const SpendLog &log);
    static core::Result<bool> write(Database &database, const Name &name, const SpendParts &parts);
    static core::Result<void> writeForKey(Database &database, const Name &name, const SpendParts &parts);
    static core::Result<void> writeForModel(Database &database, const Name &name, const SpendParts &parts);
    core::Result<void> writeCustomers(Database &database) const;

    std::map<Name, SpendParts> m_spends;
    std::map<QString, core::Timestamp> m_customers; ///< when they first called
    DailySums m_daily;
};

} // namespace sekisho::storage
