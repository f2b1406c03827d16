// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "auditentry.h"
#include "keyrepository.h"

namespace sekisho::storage {

/// What /audit may ask for; absent means any.
struct AuditFilter {
    std::optional<QString> changedBy;
    std::optional<QString> changedByApiKey;
    std::optional<QString> action;
    std::optional<QString> tableName;
    std::optional<QString> objectId;
    std::optional<core::Timestamp> from;  ///< at or after
    std::optional<core::Timestamp> until; ///< before
};

enum class AuditColumn { UpdatedAt, ChangedBy, ObjectId };

/// Within what is the same, by time.
struct AuditOrder {
    AuditColumn column = AuditColumn::UpdatedAt;
    bool descending = true;
};

/// The table `audit_logs`; only ever added to.
class AuditRepository
{
public:
    explicit AuditRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<void> insert(const AuditEntry &entry);
    core::Result<std::optional<AuditEntry>> find(const QString &id);
    /// By time.
    core::Result<QList<AuditEntry>> list(const AuditFilter &filter, bool descending, Page page);
    core::Result<QList<AuditEntry>> list(const AuditFilter &filter, AuditOrder order, Page page);
    core::Result<std::int64_t> count(const AuditFilter &filter);

private:
    Database &m_database;
};

} // namespace sekisho::storage
