// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxymodel.h"

#include <storage/database.h>

namespace sekisho::storage {

/// The table `proxy_models`.
class ProxyModelRepository
{
public:
    explicit ProxyModelRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<void> insert(const ProxyModel &model);
    /// NotFound if there is no such model.
    core::Result<void> update(const ProxyModel &model);
    core::Result<void> erase(const QString &modelId);
    /// Oldest first.
    core::Result<QList<ProxyModel>> all();

private:
    Database &m_database;
};

} // namespace sekisho::storage
