// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "virtualkey.h"

namespace sekisho::storage {

struct TeamMember {
    QString userId; ///< unique in the team
    std::optional<QString> userEmail;
    QString role;                         ///< "admin" or "user"
    std::optional<core::Money> maxBudget; ///< `max_budget_in_team`
    std::optional<std::int64_t> tpmLimit;
    std::optional<std::int64_t> rpmLimit;
    core::Money spend;               ///< of this member's keys in this team
    std::optional<QString> budgetId; ///< whose limits hold where the member has none
    std::optional<QString> budgetDuration;
    std::optional<core::Timestamp> budgetResetAt;
    friend bool operator==(const TeamMember &, const TeamMember &) = default;
};

/// A row of `teams` with its members.
struct Team {
    QString teamId;
    std::optional<QString> teamAlias;
    std::optional<QString> organizationId;
    QList<TeamMember> members;
    QStringList models; ///< empty: all
    core::Money spend;
    SpendLimits limits;
    std::optional<QString> budgetId;
    bool blocked = false;
    core::Json metadata = core::Json::object();
    core::Json extra = core::Json::object();
    core::Timestamp createdAt;
    core::Timestamp updatedAt;
    friend bool operator==(const Team &, const Team &) = default;
};

} // namespace sekisho::storage
