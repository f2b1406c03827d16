// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "customer.h"
#include "keyrepository.h"

namespace sekisho::storage {

/// The table `end_users`, which may have millions of rows: whoever is named by a request has one.
class CustomerRepository
{
public:
    explicit CustomerRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<void> insert(const Customer &customer);
    /// Writes everything but the spend, which the ledger adds to. NotFound if there is no such customer.
    core::Result<void> update(const Customer &customer);
    core::Result<void> erase(const QString &userId);

    core::Result<std::optional<Customer>> find(const QString &userId);
    /// By id.
    core::Result<QList<Customer>> list(Page page);
    /// Those of whom more is known than what they spent.
    core::Result<QList<Customer>> withRules();
    /// Those who have spent.
    core::Result<QList<Customer>> withSpend();

private:
    core::Result<QList<Customer>> read(const QString &rest, const QVariantList &values = {});

    Database &m_database;
};

} // namespace sekisho::storage
