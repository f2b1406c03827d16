// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

namespace sekisho::gateway {

/// What was done to an object.
enum class AuditAction { Created, Updated, Deleted, Blocked, Rotated };

/// Which table of LiteLLM's the object would be in.
enum class AuditTable {
    VerificationToken,
    Team,
    User,
    Organization,
    Budget,
    EndUser,
    Tag,
    ProxyModel,
    Credentials,
    AccessGroup,
    Config
};

/// Writes who changed what, before and after, into the audit log. Call it inside the transaction of the
/// change, so that neither is there without the other. Members that could hold a secret (`key`, `api_key`,
/// values of credentials, anything named secret, password or token that is not a count) are masked here,
/// whoever calls.
class AuditTrail
{
public:
    explicit AuditTrail(const ControlServices &services)
        : m_services(&services)
    {
    }

    /// An object that was made has an empty `before`, one that was deleted an empty `after`.
    core::Result<void> record(const AdminCall &call, AuditAction action, AuditTable table,
                              const QString &objectId, const core::Json &before,
                              const core::Json &after) const;

private:
    const ControlServices *m_services;
};

QString nameOf(AuditAction action);
QString nameOf(AuditTable table);

} // namespace sekisho::gateway
