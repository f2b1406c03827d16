// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/timestamp.h>

namespace sekisho::storage {

/// Who made a row and who changed it last.
struct Authorship {
    core::Timestamp createdAt;
    QString createdBy;
    core::Timestamp updatedAt;
    QString updatedBy;
    friend bool operator==(const Authorship &, const Authorship &) = default;
};

/// A deployment that was added by request. Secret parameters are sealed.
struct ProxyModel {
    QString modelId;
    QString modelName;
    core::Json params = core::Json::object(); ///< litellm_params
    core::Json info = core::Json::object();   ///< model_info
    std::optional<QString> teamId;
    Authorship authorship;
    friend bool operator==(const ProxyModel &, const ProxyModel &) = default;
};

/// A named set of litellm_params. Every value is sealed.
struct Credential {
    QString name;
    core::Json values = core::Json::object();
    core::Json info = core::Json::object();
    Authorship authorship;
    friend bool operator==(const Credential &, const Credential &) = default;
};

/// A group of /v1/access_group: models that its teams and keys may use beside their own lists.
struct AccessGroup {
    QString id;
    QString name;
    std::optional<QString> description;
    QStringList modelNames;
    QStringList mcpServerIds;
    QStringList agentIds;
    QStringList teamIds;
    QStringList keyIds; ///< hashes
    Authorship authorship;
    friend bool operator==(const AccessGroup &, const AccessGroup &) = default;
};

/// One call that tried whether a deployment answers.
struct HealthCheck {
    QString id;
    QString modelId;
    QString modelName;
    bool isHealthy = false;
    std::optional<QString> error;
    std::optional<std::int64_t> responseTimeMs;
    QString checkedBy;
    core::Timestamp checkedAt;
    friend bool operator==(const HealthCheck &, const HealthCheck &) = default;
};

} // namespace sekisho::storage
