// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <providers/deployment.h>

#include <map>
#include <memory>
#include <vector>

namespace sekisho::gateway {

/// All deployments that serve one public name.
struct ModelGroup {
    QString name;
    std::vector<providers::Deployment> deployments;
    // The dearest of the deployments: what a reservation has to assume before routing.
    core::TokenPrice worstInputPrice;
    core::TokenPrice worstOutputPrice;
    std::int64_t worstOutputTokens = 0;
    bool isDemo = false; ///< served by the demo provider only
};

/// The models of one gateway; immutable, shared by all I/O threads.
class ModelTable
{
public:
    explicit ModelTable(const std::vector<providers::Deployment> &deployments);

    /// Null if there is none; valid as long as the table.
    const ModelGroup *group(const QString &name) const;
    /// In the order of their first deployment.
    const std::vector<const ModelGroup *> &groups() const { return m_inOrder; }

private:
    void add(const providers::Deployment &deployment);

    std::map<QString, ModelGroup> m_groups;
    std::vector<const ModelGroup *> m_inOrder;
};

} // namespace sekisho::gateway
