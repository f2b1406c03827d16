// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "livemodels.h"
#include "modelspec.h"
#include "secretbox.h"

#include <gateway/config/gatewayconfig.h>
#include <storage/gateway/accessgrouprepository.h>
#include <storage/gateway/credentialrepository.h>
#include <storage/gateway/proxymodelrepository.h>

#include <map>

namespace sekisho::gateway {

/// A model with where it is from.
struct RegisteredModel {
    ModelSpec spec; ///< with secrets
    bool isStored = false;
    storage::Authorship authorship; ///< of a stored one
};

/// A credential with where it is from.
struct RegisteredCredential {
    core::Json values = core::Json::object(); ///< with secrets
    core::Json info = core::Json::object();
    bool isStored = false;
    storage::Authorship authorship;
};

/// Every model, credential and access group of the gateway, of the configuration and of the database. A
/// change is written first, together with what `beside` writes (the audit log), then published. On the
/// management thread.
class ModelRegistry
{
public:
    using Beside = std::function<core::Result<void>()>;

    ModelRegistry(const GatewayConfig &config, storage::Database &database, core::SecretString saltKey,
                  LiveModels &live);

    /// At start. InvalidInput names everything that the salt key does not open; nothing is changed then.
    core::Result<void> load();
    /// Reads again what is stored, and publishes it; what was known stays if that fails.
    core::Result<void> reload();
    /// The same with another configuration.
    core::Result<void> reload(const GatewayConfig &config);
    /// In words: models of the database that are not served, and why.
    QStringList notes() const { return m_hidden + m_unserved; }

    std::shared_ptr<const ModelTable> table() const { return m_live.current(); }
    const LiveModels &live() const { return m_live; }

    /// Null if there is none.
    const RegisteredModel *model(const QString &id) const;
    const std::map<QString, RegisteredModel> &models() const { return m_models; }
    /// InvalidInput when it cannot be served as it stands; its id must be new.
    core::Result<void> add(const RegisteredModel &model, const Beside &beside);
    core::Result<void> update(const RegisteredModel &model, const Beside &beside);
    core::Result<void> update(const std::vector<RegisteredModel> &models, const Beside &beside);
    core::Result<void> removeModel(const QString &id, const Beside &beside);
    /// Whether it could be served.
    core::Result<ServedModel> build(const ModelSpec &spec) const;

    const RegisteredCredential *credential(const QString &name) const;
    const std::map<QString, RegisteredCredential> &credentials() const { return m_credentials; }
    core::Result<void> add(const QString &name, const RegisteredCredential &credential, const Beside &beside);
    /// InvalidInput when a model that names it could not be served any more.
    core::Result<void> update(const QString &name, const RegisteredCredential &credential,
                              const Beside &beside);
    core::Result<void> removeCredential(const QString &name, const Beside &beside);
    /// Names of the models that name the credential.
    QStringList usersOf(const QString &credentialName) const;

    const storage::AccessGroup *group(const QString &id) const;
    const QList<storage::AccessGroup> &groups() const { return m_groups; }
    core::Result<void> add(const storage::AccessGroup &group, const Beside &beside);
    core::Result<void> update(const storage::AccessGroup &group, const Beside &beside);
    core::Result<void> removeGroup(const QString &id, const Beside &beside);

private:
    core::Result<storage::ProxyModel> rowOf(const RegisteredModel &model) const;
    core::Result<storage::Credential> rowOf(const QString &name,
                                            const RegisteredCredential &credential) const;
    void forgetStored();
    void take(const GatewayConfig &config);
    core::Result<void> loadModels(QStringList &unopened);
    core::Result<void> loadCredentials(QStringList &unopened);
    core::Result<void> write(const std::function<core::Result<void>()> &work, const Beside &beside);
    CredentialValues credentialValues() const;
    void publish();
    void giveMeters(std::vector<ServedModel> &models);
    ModelAccess access() const;

    SecretBox m_box;
    storage::Database &m_database;
    LiveModels &m_live;
    std::vector<providers::Deployment> m_ownDeployments;
    QHash<QString, QString> m_aliases; ///< model_group_alias
    std::map<QString, RegisteredModel> m_models;
    QStringList m_order; ///< ids of m_models, those of the configuration first
    std::map<QString, RegisteredCredential> m_credentials;
    QList<storage::AccessGroup> m_groups;
    QStringList m_hidden; ///< what the configuration hides
    QStringList m_unserved;
    /// By id, of deployments with limits: what they have let in stays counted when the models change.
    std::map<QString, std::shared_ptr<SpendMeter>> m_meters;
};

} // namespace sekisho::gateway
