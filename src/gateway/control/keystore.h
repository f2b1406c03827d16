// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audittrail.h"

#include <storage/gateway/keyrepository.h>
#include <storage/gateway/rotatedkeyrepository.h>

namespace sekisho::gateway {

/// Virtual keys with all that hangs on one: the row, its spend by model, the copy of a deleted key, the audit
/// log and the directory. Used on the thread that opened the database.
class KeyStore
{
public:
    explicit KeyStore(ControlServices &services)
        : m_services(&services)
    {
    }

    /// By key or hash. NotFound as /key/info answers it.
    core::Result<storage::VirtualKey> require(const QString &keyOrHash) const;
    /// Alias unique, team, organisation and budget there.
    core::Result<void> checkReferences(const storage::VirtualKey &key) const;

    core::Result<void> insert(const AdminCall &call, const storage::VirtualKey &key) const;
    core::Result<void> update(const AdminCall &call, const storage::VirtualKey &before,
                              const storage::VirtualKey &after, bool setsSpend,
                              AuditAction action = AuditAction::Updated) const;
    core::Result<void> erase(const AdminCall &call, const QList<storage::VirtualKey> &keys) const;
    /// `after` has another token; the old key is accepted until `revokeAt`. `rotated` keeps the new key for
    /// whoever fetches it.
    core::Result<void> replace(const AdminCall &call, const storage::VirtualKey &before,
                               const storage::VirtualKey &after, core::Timestamp revokeAt,
                               const std::optional<storage::RotatedKey> &rotated = {}) const;

    /// The two halves of erase() for somebody whose transaction also takes the keys' team or owner away.
    core::Result<void> eraseWithin(const AdminCall &call, const QList<storage::VirtualKey> &keys) const;
    void forget(const QList<storage::VirtualKey> &keys) const;

private:
    core::Result<void> checkAlias(const storage::VirtualKey &key) const;
    core::Result<void> writeModelBudgets(const storage::VirtualKey &key) const;
    core::Result<void> eraseOne(const AdminCall &call, const storage::VirtualKey &key) const;
    void publish(const storage::VirtualKey &key) const;
    std::optional<core::Timestamp> modelResetAt(const storage::VirtualKey &key, const QString &model) const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
