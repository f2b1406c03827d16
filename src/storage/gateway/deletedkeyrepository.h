// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "keyrepository.h"

namespace sekisho::storage {

/// A key that was deleted, as it was answered to its administrator last.
struct DeletedKey {
    QByteArray token;
    std::optional<QString> keyAlias;
    std::optional<QString> userId;
    std::optional<QString> teamId;
    std::optional<QString> organizationId;
    core::Json row = core::Json::object();
    core::Timestamp deletedAt;
    QString deletedBy;
};

/// The table `deleted_verification_tokens`.
class DeletedKeyRepository
{
public:
    explicit DeletedKeyRepository(Database &database)
        : m_database(database)
    {
    }

    /// A key that was deleted, made again and deleted again counts once, as it was last.
    core::Result<void> insert(const DeletedKey &key);
    /// Newest first. Of the filter only token, alias, owner, team and organisation count.
    core::Result<QList<DeletedKey>> list(const KeyFilter &filter, Page page);
    core::Result<std::int64_t> count(const KeyFilter &filter);

private:
    Database &m_database;
};

} // namespace sekisho::storage
