// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/money.h>
#include <core/timestamp.h>

namespace sekisho::storage {

/// Limits that keys, teams and shared budgets have in common.
struct SpendLimits {
    std::optional<core::Money> maxBudget;
    std::optional<core::Money> softBudget;
    std::optional<QString> budgetDuration; ///< as given, e.g. "30d"
    std::optional<core::Timestamp> budgetResetAt;
    std::optional<std::int64_t> tpmLimit;
    std::optional<std::int64_t> rpmLimit;
    std::optional<std::int64_t> maxParallelRequests;
    friend bool operator==(const SpendLimits &, const SpendLimits &) = default;
};

/// A row of `verification_tokens`: a virtual key without the key.
struct VirtualKey {
    QByteArray token; ///< lower-case hex SHA-256 of the key; its identity
    QString keyName;  ///< masked, "sk-...W8TA"
    std::optional<QString> keyAlias;
    QStringList models; ///< empty: all
    core::Money spend;
    SpendLimits limits;
    std::optional<core::Timestamp> expires;
    std::optional<QString> userId;
    std::optional<QString> teamId;
    std::optional<QString> organizationId;
    std::optional<QString> budgetId;
    bool blocked = false;
    core::Json metadata = core::Json::object();
    /// Fields of LiteLLM's key that are stored and returned but not interpreted yet (aliases, permissions,
    /// ...).
    core::Json extra = core::Json::object();
    core::Timestamp createdAt;
    QString createdBy;
    core::Timestamp updatedAt;
    QString updatedBy;
    std::int64_t rotationCount = 0;
    std::optional<core::Timestamp> lastRotationAt;
    std::optional<core::Timestamp> keyRotationAt; ///< when it is to be rotated by itself
    friend bool operator==(const VirtualKey &, const VirtualKey &) = default;
};

} // namespace sekisho::storage
