// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "organization.h"

#include <storage/database.h>

namespace sekisho::storage {

/// What /organization/list may ask for; absent means any.
struct OrganizationFilter {
    std::optional<QString> organizationId;
    std::optional<QString> aliasContains;
    std::optional<QString> memberId; ///< of which this user is a member
};

/// The tables `organizations` and `organization_members`. Writes touch both, so call them inside a
/// transaction.
class OrganizationRepository
{
public:
    explicit OrganizationRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<void> insert(const Organization &organization);
    /// Writes everything but the spend of organisation and members, which the ledger adds to. NotFound if
    /// there is no such organisation.
    core::Result<void> update(const Organization &organization);
    /// Also its members; its teams and keys are the caller's business.
    core::Result<void> erase(const QString &organizationId);

    core::Result<std::optional<Organization>> find(const QString &organizationId);
    /// Newest first.
    core::Result<QList<Organization>> all();
    core::Result<QList<Organization>> list(const OrganizationFilter &filter);

private:
    core::Result<void> writeMembers(const Organization &organization);
    core::Result<void> eraseOthers(const Organization &organization);

    Database &m_database;
};

} // namespace sekisho::storage
