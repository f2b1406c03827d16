// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "proxymodel.h"

#include <storage/database.h>

namespace sekisho::storage {

/// The table `health_checks`.
class HealthCheckRepository
{
public:
    explicit HealthCheckRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<void> insert(const HealthCheck &check);
    /// Newest first, of one model (id or name) or all, with one status or any.
    core::Result<QList<HealthCheck>> list(const std::optional<QString> &model,
                                          const std::optional<bool> &isHealthy, std::int64_t limit,
                                          std::int64_t offset);
    /// The newest of each of these models.
    core::Result<QList<HealthCheck>> latest(const QStringList &modelIds);
    core::Result<void> eraseBefore(core::Timestamp time);

private:
    Database &m_database;
};

} // namespace sekisho::storage
