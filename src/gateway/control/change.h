// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "audittrail.h"

#include <storage/gateway/budget.h>
#include <storage/gateway/spendowner.h>

namespace sekisho::gateway {

/// One change of the control plane: what it writes, and the audit entries of that, are in the database
/// together or not at all; the directory follows once they are there. Objects are collected first, in the
/// order in which they are written. For storage::Team, User, Organization, Budget, Customer, Tag; keys can be
/// created and taken away with what they belong to.
class Change
{
public:
    /// Both must outlive the change.
    Change(ControlServices &services, const AdminCall &call);

    template <typename T>
    void create(const T &object);
    /// Keeps the spend that is in the database.
    template <typename T>
    void alter(const T &before, const T &after, AuditAction action = AuditAction::Updated);
    template <typename T>
    void remove(const T &object);
    void removeKeys(const QList<storage::VirtualKey> &keys);
    /// Sets what has been spent; `second` is a member's user id. Not audited: alter() the object, too.
    void restartSpend(storage::SpendOwner owner, const QString &id, const QString &second, core::Money spend,
                      const std::optional<core::Timestamp> &resetAt);

    /// Whoever has the limits of this budget for itself starts anew when the budget does; does nothing if
    /// that stays as it was.
    void moveResets(const storage::Budget &before, const storage::Budget &after);

    core::Result<void> commit();

    core::Timestamp now() const { return m_services->clock.now(); }

private:
    void audit(AuditAction action, AuditTable table, const QString &id, core::Json before, core::Json after);

    ControlServices *m_services;
    const AdminCall *m_call;
    AuditTrail m_trail;
    std::vector<std::function<core::Result<void>()>> m_writes;
    std::vector<std::function<void()>> m_publications;
};

} // namespace sekisho::gateway
