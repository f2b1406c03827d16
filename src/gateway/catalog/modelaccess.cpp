// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelaccess.h"

namespace sekisho::gateway {

void ModelAccess::add(const QStringList &groups, const QString &model)
{
    for (const QString &group : groups)
        m_byName[group].insert(model);
}

void ModelAccess::addGroup(const QString &id, const QString &name, const QStringList &models)
{
    const QSet<QString> set(models.begin(), models.end());
    m_byId.insert(id, set);
    m_byName[name].unite(set);
}

void ModelAccess::assignToTeam(const QString &id, const QString &teamId)
{
    m_teams[teamId].append(id);
}

void ModelAccess::assignToKey(const QString &id, const QString &token)
{
    m_keys[token].append(id);
}

static bool holds(const QHash<QString, QSet<QString>> &groups, const QString &group, const QString &model)
{
    const auto found = groups.constFind(group);
    return found != groups.cend() && found->contains(model);
}

bool ModelAccess::nameGrants(const QString &entry, const QString &model) const
{
    return holds(m_byName, entry, model);
}

bool ModelAccess::idsGrant(const QStringList &groupIds, const QString &model) const
{
    return std::any_of(groupIds.begin(), groupIds.end(),
                       [&](const QString &id) { return holds(m_byId, id, model); });
}

bool ModelAccess::teamGrants(const QString &teamId, const QString &model) const
{
    return idsGrant(m_teams.value(teamId), model);
}

bool ModelAccess::keyGrants(const QString &token, const QString &model) const
{
    return idsGrant(m_keys.value(token), model);
}

QStringList ModelAccess::groupNames() const
{
    QStringList names = m_byName.keys();
    names.sort();
    return names;
}

QStringList ModelAccess::modelsOf(const QString &groupName) const
{
    const QSet<QString> models = m_byName.value(groupName);
    QStringList sorted(models.begin(), models.end());
    sorted.sort();
    return sorted;
}

} // namespace sekisho::gateway
