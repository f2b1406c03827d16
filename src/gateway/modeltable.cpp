// SPDX-License-Identifier: GPL-3.0-or-later
#include "modeltable.h"

#include <algorithm>

namespace sekisho::gateway {

static std::vector<ServedModel> servedByAll(const std::vector<providers::Deployment> &deployments)
{
    std::vector<ServedModel> models;
    for (const auto &deployment : deployments)
        models.push_back({deployment, {}, {}, {}, {}, {}});
    return models;
}

ModelTable::ModelTable(const std::vector<providers::Deployment> &deployments)
    : ModelTable(servedByAll(deployments), {})
{
}

ModelTable::ModelTable(const std::vector<ServedModel> &models, ModelAccess access,
                       QHash<QString, QString> aliases)
    : m_access(std::move(access))
    , m_aliases(std::move(aliases))
{
    for (const auto &model : models)
        add(model);
    std::stable_sort(m_wildcards.begin(), m_wildcards.end(), [](const Wildcard &a, const Wildcard &b) {
        return a.group->name.size() > b.group->name.size();
    });
}

const ModelGroup *ModelTable::group(const QString &name, const QString &teamId) const
{
    if (!teamId.isEmpty()) {
        if (const auto own = m_groups.find({teamId, name}); own != m_groups.end())
            return &own->second;
    }
    const auto found = m_groups.find({QString(), name});
    return found == m_groups.end() ? nullptr : &found->second;
}

static void addTo(ModelGroup &group, const providers::Deployment &deployment, const ServedModel &model)
{
    group.isDemo = (group.deployments.empty() || group.isDemo) && deployment.isDemo();
    group.worstInputPrice.picos = std::max(group.worstInputPrice.picos, deployment.inputPrice.picos);
    group.worstOutputPrice.picos = std::max(group.worstOutputPrice.picos, deployment.outputPrice.picos);
    group.worstOutputTokens = std::max(group.worstOutputTokens, deployment.maxOutputTokens);
    group.deployments.push_back(deployment);
    group.details.push_back(model.details);
    group.rules.push_back(model.rule);
    group.shares = sharesOf(group.rules);
}

void ModelTable::add(const ServedModel &model)
{
    const QString &name = model.deployment.modelName;
    const auto [entry, isNew] = m_groups.try_emplace({model.teamId, name});
    ModelGroup &group = entry->second;
    if (isNew) {
        group.name = name;
        group.teamId = model.teamId;
        m_inOrder.push_back(&group);
        if (group.isWildcard())
            m_wildcards.push_back({&group, {}});
    }
    addTo(group, model.deployment, model);
    m_access.add(model.accessGroups, name);
    for (Wildcard &wildcard : m_wildcards) {
        if (wildcard.group == &group)
            wildcard.models.push_back(model);
    }
}

/// What of `name` is in the place of the pattern's star; std::nullopt if it does not fit.
static std::optional<QString> starred(const QString &pattern, const QString &name)
{
    const auto star = pattern.indexOf(u'*');
    const QStringView before = QStringView(pattern).first(star);
    const QStringView after = QStringView(pattern).sliced(star + 1);
    const bool fits =
        name.size() > before.size() + after.size() && name.startsWith(before) && name.endsWith(after);
    return fits ? std::optional(name.sliced(before.size(), name.size() - before.size() - after.size()))
                : std::nullopt;
}

std::shared_ptr<const ModelGroup> ModelTable::expanded(const QString &name, const QString &teamId) const
{
    for (const Wildcard &wildcard : m_wildcards) {
        const bool isVisible = wildcard.group->teamId.isEmpty() || wildcard.group->teamId == teamId;
        const auto inPlaceOfStar = isVisible ? starred(wildcard.group->name, name) : std::nullopt;
        if (!inPlaceOfStar)
            continue;
        auto group = std::make_shared<ModelGroup>();
        group->name = name;
        group->teamId = wildcard.group->teamId;
        for (const ServedModel &model : wildcard.models) {
            const auto deployment = model.expand ? model.expand(*inPlaceOfStar)
                                                 : core::Result<providers::Deployment>(model.deployment);
            if (deployment)
                addTo(*group, *deployment, model);
        }
        if (!group->deployments.empty())
            return group;
    }
    return nullptr;
}

std::shared_ptr<const ModelGroup> ModelTable::find(const std::shared_ptr<const ModelTable> &table,
                                                   const QString &asked, const QString &teamId)
{
    // An alias of an alias is not followed: it could go round in a circle.
    const QString target = table->m_aliases.value(asked, asked);
    const QString &name = target;
    const ModelGroup *exact = table->group(name, teamId);
    if (exact && !exact->isWildcard())
        return {table, exact};
    return name.contains(u'*') ? nullptr : table->expanded(name, teamId);
}

} // namespace sekisho::gateway
