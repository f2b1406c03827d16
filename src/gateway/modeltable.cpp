// SPDX-License-Identifier: GPL-3.0-or-later
#include "modeltable.h"

namespace sekisho::gateway {

ModelTable::ModelTable(const std::vector<providers::Deployment> &deployments)
{
    for (const auto &deployment : deployments)
        add(deployment);
}

const ModelGroup *ModelTable::group(const QString &name) const
{
    const auto found = m_groups.find(name);
    return found == m_groups.end() ? nullptr : &found->second;
}

void ModelTable::add(const providers::Deployment &deployment)
{
    const auto [entry, isNew] = m_groups.try_emplace(deployment.modelName);
    ModelGroup &group = entry->second;
    if (isNew) {
        group.name = deployment.modelName;
        group.isDemo = true;
        m_inOrder.push_back(&group);
    }
    group.isDemo = group.isDemo && deployment.isDemo();
    group.worstInputPrice.picos = std::max(group.worstInputPrice.picos, deployment.inputPrice.picos);
    group.worstOutputPrice.picos = std::max(group.worstOutputPrice.picos, deployment.outputPrice.picos);
    group.worstOutputTokens = std::max(group.worstOutputTokens, deployment.maxOutputTokens);
    group.deployments.push_back(deployment);
}

} // namespace sekisho::gateway
