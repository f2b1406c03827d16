// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spendlimits.h"

#include <core/secretstring.h>

namespace sekisho::client {

/// A virtual key as the gateway tells about it (litellm-api §3.7); never the key itself.
struct VirtualKeyInfo {
    QString token;   ///< hash; names the key in every operation
    QString keyName; ///< masked, "sk-...W8TA"
    std::optional<QString> alias;
    QStringList models; ///< empty: all
    core::Money spend;
    SpendLimits limits;
    std::optional<core::Timestamp> expires;
    std::optional<QString> userId;
    std::optional<QString> teamId;
    std::optional<QString> budgetId;
    bool blocked = false;
    core::Json metadata = core::Json::object();
    std::optional<core::Timestamp> createdAt;
    std::optional<core::Timestamp> updatedAt;
    QString createdBy;
    friend bool operator==(const VirtualKeyInfo &, const VirtualKeyInfo &) = default;
};

/// What to make (litellm-api §3.3).
struct NewKey {
    std::optional<QString> alias;
    QStringList models;
    SpendLimits limits;
    std::optional<QString> duration; ///< until it expires, "30d"; absent: never
    std::optional<QString> userId;
    std::optional<QString> teamId;
    std::optional<QString> budgetId;
    std::optional<core::Json> metadata;
};

/// The only time the gateway tells the key.
struct GeneratedKey {
    core::SecretString secret;
    VirtualKeyInfo info;
};

struct KeyChanges {
    Change<QString> alias;
    Change<QStringList> models; ///< clear: all models
    SpendLimitChanges limits;
    Change<QString> duration; ///< from now; clear: never expires
    Change<QString> userId;
    Change<QString> teamId;
    Change<QString> budgetId;
    Change<core::Json> metadata;
};

VirtualKeyInfo virtualKeyFrom(const core::Json &row);
core::Json toJson(const NewKey &key);
core::Json toJson(const KeyChanges &changes);

} // namespace sekisho::client
