// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxymodel.h"

#include <storage/database.h>

namespace sekisho::storage {

/// The table `credentials`.
class CredentialRepository
{
public:
    explicit CredentialRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<void> insert(const Credential &credential);
    /// NotFound if there is no such credential.
    core::Result<void> update(const Credential &credential);
    core::Result<void> erase(const QString &name);
    /// By name.
    core::Result<QList<Credential>> all();

private:
    Database &m_database;
};

} // namespace sekisho::storage
