// SPDX-License-Identifier: GPL-3.0-or-later
#include "healthview.h"

namespace sekisho::gateway {

void HealthView::note(const QString &deploymentId, bool isHealthy)
{
    const std::lock_guard lock(m_mutex);
    if (isHealthy)
        m_failed.remove(deploymentId);
    else
        m_failed.insert(deploymentId);
}

bool HealthView::isHealthy(const ModelGroup &group) const
{
    const std::lock_guard lock(m_mutex);
    return std::any_of(group.deployments.begin(), group.deployments.end(),
                       [this](const auto &deployment) { return !m_failed.contains(deployment.id); });
}

} // namespace sekisho::gateway
