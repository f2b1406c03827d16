// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/timestamp.h>
#include <storage/database.h>

namespace sekisho::storage {

/// A row of `rotated_keys`: a key that took another's place by itself and has not been used yet.
struct RotatedKey {
    QByteArray token;  ///< hash of the new key
    QString sealedKey; ///< the key itself, sealed
    core::Timestamp rotatedAt;
    core::Timestamp oldKeyUntil; ///< how long the old key is accepted beside it
};

/// Rows go with their key.
class RotatedKeyRepository
{
public:
    explicit RotatedKeyRepository(Database &database)
        : m_database(database)
    {
    }

    core::Result<void> insert(const RotatedKey &key);
    core::Result<std::optional<RotatedKey>> find(QByteArrayView token);
    core::Result<QList<RotatedKey>> all();
    /// Does nothing if there is no such row.
    core::Result<void> erase(QByteArrayView token);

private:
    Database &m_database;
};

} // namespace sekisho::storage
