// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "virtualkey.h"

namespace sekisho::storage {

struct OrganizationMember {
    QString userId;   ///< unique in the organisation
    QString userRole; ///< "org_admin", "internal_user" or "internal_user_viewer"
    core::Money spend;
    std::optional<QString> budgetId; ///< whose limits hold for what this member spends in the organisation
    std::optional<core::Timestamp> budgetResetAt;
    core::Timestamp createdAt;
    core::Timestamp updatedAt;
    friend bool operator==(const OrganizationMember &, const OrganizationMember &) = default;
};

/// A row of `organizations` with its members.
struct Organization {
    QString organizationId;
    QString organizationAlias;
    QList<OrganizationMember> members;
    QStringList models; ///< empty: all
    core::Money spend;
    std::optional<QString> budgetId; ///< whose limits hold for this organisation's own spend
    SpendLimits limits;              ///< only budgetResetAt is kept
    core::Json metadata = core::Json::object();
    core::Json extra = core::Json::object();
    core::Timestamp createdAt;
    QString createdBy;
    core::Timestamp updatedAt;
    QString updatedBy;
    friend bool operator==(const Organization &, const Organization &) = default;
};

} // namespace sekisho::storage
