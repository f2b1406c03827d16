// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "virtualkeyinfo.h"

namespace sekisho::client {

struct TeamMember {
    QString userId;
    std::optional<QString> email;
    QString role; ///< "admin" or "user"
    friend bool operator==(const TeamMember &, const TeamMember &) = default;
};

/// A team (litellm-api §4.1).
struct TeamInfo {
    QString teamId;
    std::optional<QString> alias;
    std::optional<QString> organizationId;
    QList<TeamMember> members;
    QStringList models; ///< empty: all
    core::Money spend;
    SpendLimits limits;
    bool blocked = false;
    core::Json metadata = core::Json::object();
    std::optional<core::Timestamp> createdAt;
    std::optional<core::Timestamp> updatedAt;
    friend bool operator==(const TeamInfo &, const TeamInfo &) = default;
};

/// What a member may spend within the team.
struct TeamMembership {
    QString userId;
    core::Money spend;
    SpendLimits limits;
    friend bool operator==(const TeamMembership &, const TeamMembership &) = default;
};

struct TeamDetails {
    TeamInfo team;
    QList<VirtualKeyInfo> keys;
    QList<TeamMembership> memberships;
    friend bool operator==(const TeamDetails &, const TeamDetails &) = default;
};

struct NewTeam {
    std::optional<QString> teamId;
    std::optional<QString> alias;
    QStringList models;
    SpendLimits limits;
    QList<TeamMember> members;
};

struct TeamChanges {
    Change<QString> alias;
    Change<QStringList> models; ///< clear: all models
    SpendLimitChanges limits;
    Change<bool> blocked;
};

struct TeamMemberChanges {
    Change<QString> role;
    Change<core::Money> maxBudgetInTeam;
    Change<std::int64_t> tpmLimit;
    Change<std::int64_t> rpmLimit;
};

TeamInfo teamFrom(const core::Json &row);
TeamDetails teamDetailsFrom(const core::Json &answer);
core::Json toJson(const TeamMember &member);
core::Json toJson(const NewTeam &team);
core::Json toJson(const TeamChanges &changes);
core::Json toJson(const TeamMemberChanges &changes);

} // namespace sekisho::client
