// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/timestamp.h>

namespace sekisho::storage {

/// A row of `audit_logs`: one administrative change. Holds no secret.
struct AuditEntry {
    QString id;
    core::Timestamp updatedAt;
    QString changedBy;
    QByteArray changedByApiKey; ///< hash
    QString action;             ///< "created", "updated", "deleted", "blocked" or "rotated"
    QString tableName;          ///< LiteLLM's, e.g. "LiteLLM_VerificationToken"
    QString objectId;
    core::Json before = core::Json::object();
    core::Json updated = core::Json::object();
    friend bool operator==(const AuditEntry &, const AuditEntry &) = default;
};

} // namespace sekisho::storage
