// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <storage/gateway/keyrepository.h>

namespace sekisho::gateway {

/// The keys that a request names in `keys` (keys or hashes) and `key_aliases`.
class KeySelection
{
public:
    explicit KeySelection(storage::KeyRepository &repository)
        : m_repository(repository)
    {
    }

    /// NotFound if none of them is there, InvalidInput if only some are.
    core::Result<void> read(const core::Json &body);

    /// Each once.
    const QList<storage::VirtualKey> &keys() const { return m_keys; }
    /// As they were given.
    const QStringList &named() const { return m_named; }

private:
    core::Result<void> add(const QString &name,
                           const core::Result<std::optional<storage::VirtualKey>> &found);
    core::Result<void> checkAllFound() const;

    storage::KeyRepository &m_repository;
    QList<storage::VirtualKey> m_keys;
    QStringList m_named;
    qsizetype m_missing = 0;
};

} // namespace sekisho::gateway
