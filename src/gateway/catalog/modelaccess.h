// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QSet>
#include <QStringList>

namespace sekisho::gateway {

/// Which models access groups grant (litellm-api §3.6, §6.6): those that name the group in their
/// `model_info.access_groups`, and those that a group of /v1/access_group lists. A value, read-only in a
/// ModelTable.
class ModelAccess
{
public:
    /// A model names these groups.
    void add(const QStringList &groups, const QString &model);
    /// A group of /v1/access_group.
    void addGroup(const QString &id, const QString &name, const QStringList &models);
    void assignToTeam(const QString &id, const QString &teamId);
    void assignToKey(const QString &id, const QString &token);

    /// Whether `entry` of a list of models is the name of a group that holds `model`.
    bool nameGrants(const QString &entry, const QString &model) const;
    /// Whether one of the groups (`access_group_ids` of a key or team) holds the model.
    bool idsGrant(const QStringList &groupIds, const QString &model) const;
    /// Whether a group that was assigned to the team, or to the key (its hash), holds the model.
    bool teamGrants(const QString &teamId, const QString &model) const;
    bool keyGrants(const QString &token, const QString &model) const;

    /// Names of all groups, sorted.
    QStringList groupNames() const;
    QStringList modelsOf(const QString &groupName) const;

private:
    QHash<QString, QSet<QString>> m_byName;
    QHash<QString, QSet<QString>> m_byId;
    QHash<QString, QStringList> m_teams; ///< ids of the groups assigned to a team
    QHash<QString, QStringList> m_keys;
};

} // namespace sekisho::gateway
