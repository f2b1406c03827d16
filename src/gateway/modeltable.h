// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalog/modelaccess.h"
#include "routerule.h"

#include <core/timestamp.h>
#include <providers/deployment.h>

#include <functional>
#include <map>
#include <memory>
#include <vector>

namespace sekisho::gateway {

/// What is told about a deployment beside how it is called. Holds no secret.
struct ModelDetails {
    core::Json params = core::Json::object(); ///< litellm_params, secrets masked
    core::Json info = core::Json::object();   ///< model_info
    bool isStored = false;                    ///< added by request; those of the configuration are read-only
    std::optional<core::Timestamp> createdAt;
    std::optional<core::Timestamp> updatedAt;
};

/// A deployment with all that the table needs to know.
struct ServedModel {
    providers::Deployment deployment;
    ModelDetails details;
    QString teamId; ///< the one team that sees it; empty: everybody
    QStringList accessGroups;
    RouteRule rule;
    /// For a name with a star: the deployment for what a request puts in the star's place.
    std::function<core::Result<providers::Deployment>(const QString &inPlaceOfStar)> expand;
};

/// All deployments that serve one public name.
struct ModelGroup {
    QString name;
    QString teamId; ///< as ServedModel::teamId
    std::vector<providers::Deployment> deployments;
    std::vector<ModelDetails> details; ///< of the deployment at the same place
    std::vector<RouteRule> rules;      ///< likewise
    std::vector<double> shares;        ///< likewise; see sharesOf()
    // The dearest of the deployments: what a reservation has to assume before routing.
    core::TokenPrice worstInputPrice;
    core::TokenPrice worstOutputPrice;
    std::int64_t worstOutputTokens = 0;
    bool isDemo = false; ///< served by the demo provider only

    bool isWildcard() const { return name.contains(u'*'); }
};

/// The models of one gateway at one moment; immutable, shared by all I/O threads.
class ModelTable
{
public:
    explicit ModelTable(const std::vector<providers::Deployment> &deployments);
    /// `aliases` are further names of groups (router_settings.model_group_alias).
    ModelTable(const std::vector<ServedModel> &models, ModelAccess access,
               QHash<QString, QString> aliases = {});

    /// Null if there is none; valid as long as the table. A team sees its own models before everybody's.
    const ModelGroup *group(const QString &name, const QString &teamId = {}) const;
    /// In the order of their first deployment; those of teams, too.
    const std::vector<const ModelGroup *> &groups() const { return m_inOrder; }
    const ModelAccess &access() const { return m_access; }

    /// What serves a request for `name`: a group of that name, or the most exact name with a star that fits,
    /// made out for this request. Null if there is none. The result keeps the table.
    static std::shared_ptr<const ModelGroup> find(const std::shared_ptr<const ModelTable> &table,
                                                  const QString &name, const QString &teamId);

private:
    using Key = std::pair<QString, QString>; ///< team and name
    struct Wildcard {
        const ModelGroup *group;
        std::vector<ServedModel> models;
    };

    void add(const ServedModel &model);
    std::shared_ptr<const ModelGroup> expanded(const QString &name, const QString &teamId) const;

    std::map<Key, ModelGroup> m_groups;
    std::vector<const ModelGroup *> m_inOrder;
    std::vector<Wildcard> m_wildcards; ///< the longest name first
    ModelAccess m_access;
    QHash<QString, QString> m_aliases;
};

} // namespace sekisho::gateway
