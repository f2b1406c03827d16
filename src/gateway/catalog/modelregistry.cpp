// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelregistry.h"

#include "modelbuilder.h"
#include "paramnames.h"

namespace sekisho::gateway {

using core::ErrorKind;
using core::Result;
using storage::AccessGroup;
using storage::AccessGroupRepository;
using storage::CredentialRepository;
using storage::ProxyModelRepository;
using namespace Qt::Literals::StringLiterals;

static QString placeOfModel(const QString &id)
{
    return u"model/"_s + id;
}

static QString placeOfCredential(const QString &name)
{
    return u"credential/"_s + name;
}

/// `{alias: group}` or `{alias: {"model": group}}`.
static QHash<QString, QString> aliasesOf(const core::Json &setting)
{
    QHash<QString, QString> aliases;
    for (const auto &[alias, target] : setting.items()) {
        const QString group = target.is_string() ? target.get<QString>() : core::stringOr(target, "model");
        if (!group.isEmpty())
            aliases.insert(QString::fromStdString(alias), group);
    }
    return aliases;
}

ModelRegistry::ModelRegistry(const GatewayConfig &config, storage::Database &database,
                             core::SecretString saltKey, LiveModels &live)
    : m_box(std::move(saltKey))
    , m_database(database)
    , m_live(live)
{
    take(config);
}

void ModelRegistry::take(const GatewayConfig &config)
{
    m_ownDeployments = config.deployments;
    m_aliases = aliasesOf(config.settings.modelGroupAlias);
    for (const auto &credential : config.credentials)
        m_credentials[credential.name] = {credential.values, credential.info, false, {}};
    for (const ModelSpec &spec : config.models) {
        m_models[spec.id()] = {spec, false, {}};
        m_order.append(spec.id());
    }
}

Result<void> ModelRegistry::load()
{
    QStringList unopened;
    auto done = loadCredentials(unopened);
    if (done)
        done = loadModels(unopened);
    if (!done)
        return done;
    if (!unopened.isEmpty())
        return core::fail(
            ErrorKind::InvalidInput,
            u"The salt key does not open what was sealed with another one: %1. Start with the "
            u"salt key of then (SEKISHO_SALT_KEY or LITELLM_SALT_KEY); nothing was changed."_s.arg(
                unopened.join(u", "_s)));
    auto groups = AccessGroupRepository(m_database).all();
    if (!groups)
        return core::fail(groups.error());
    m_groups = std::move(*groups);
    publish();
    return {};
}

Result<void> ModelRegistry::reload()
{
    const auto models = m_models;
    const auto order = m_order;
    const auto credentials = m_credentials;
    forgetStored();
    auto done = load();
    if (done)
        return done;
    m_models = models;
    m_order = order;
    m_credentials = credentials;
    return done;
}

Result<void> ModelRegistry::reload(const GatewayConfig &config)
{
    const auto deployments = std::exchange(m_ownDeployments, {});
    const auto aliases = std::exchange(m_aliases, {});
    const auto models = std::exchange(m_models, {});
    const auto order = std::exchange(m_order, {});
    const auto credentials = std::exchange(m_credentials, {});
    m_hidden.clear();
    take(config);
    auto done = load();
    if (done)
        return done;
    m_ownDeployments = deployments;
    m_aliases = aliases;
    m_models = models;
    m_order = order;
    m_credentials = credentials;
    return done;
}

void ModelRegistry::forgetStored()
{
    const auto isStored = [](const auto &entry) { return entry.second.isStored; };
    m_order.removeIf([this](const QString &id) { return m_models.at(id).isStored; });
    std::erase_if(m_models, isStored);
    std::erase_if(m_credentials, isStored);
    m_hidden.clear();
}

Result<void> ModelRegistry::loadCredentials(QStringList &unopened)
{
    const auto rows = CredentialRepository(m_database).all();
    if (!rows)
        return core::fail(rows.error());
    for (const auto &row : *rows) {
        const auto values = m_box.open(row.values, placeOfCredential(row.name));
        if (!values)
            unopened.append(u"credential %1 (%2)"_s.arg(row.name, values.error().param));
        else if (!m_credentials.contains(row.name))
            m_credentials[row.name] = {*values, row.info, true, row.authorship};
        else
            m_hidden.append(u"the credential %1 of the configuration hides the stored one"_s.arg(row.name));
    }
    return {};
}

Result<void> ModelRegistry::loadModels(QStringList &unopened)
{
    const auto rows = ProxyModelRepository(m_database).all();
    if (!rows)
        return core::fail(rows.error());
    for (const auto &row : *rows) {
        const auto params = m_box.open(row.params, placeOfModel(row.modelId));
        if (!params) {
            unopened.append(u"model %1 (%2)"_s.arg(row.modelName, params.error().param));
        } else if (m_models.contains(row.modelId)) {
            m_hidden.append(u"the model %1 of the configuration hides the stored one"_s.arg(row.modelId));
        } else {
            m_models[row.modelId] = {{row.modelName, *params, row.info}, true, row.authorship};
            m_order.append(row.modelId);
        }
    }
    return {};
}

CredentialValues ModelRegistry::credentialValues() const
{
    CredentialValues values;
    for (const auto &[name, credential] : m_credentials)
        values.insert(name, credential.values);
    return values;
}

static ServedModel withOrigin(ServedModel served, const RegisteredModel &model)
{
    served.details.isStored = model.isStored;
    if (model.isStored) {
        served.details.createdAt = model.authorship.createdAt;
        served.details.updatedAt = model.authorship.updatedAt;
        served.details.info["created_by"] = model.authorship.createdBy;
        served.details.info["updated_by"] = model.authorship.updatedBy;
    }
    return served;
}

void ModelRegistry::giveMeters(std::vector<ServedModel> &models)
{
    const auto old = std::exchange(m_meters, {});
    for (ServedModel &model : models) {
        if (!model.rule.limits.any())
            continue;
        const QString &id = model.deployment.id;
        const auto known = old.find(id);
        auto &meter = m_meters[id];
        if (!meter)
            meter = known == old.end() ? std::make_shared<SpendMeter>() : known->second;
        model.rule.meter = meter;
    }
}

void ModelRegistry::publish()
{
    std::vector<ServedModel> served;
    for (const auto &deployment : m_ownDeployments)
        served.push_back(servedModel(deployment));
    const CredentialValues credentials = credentialValues();
    m_unserved.clear();
    for (const QString &id : m_order) {
        const RegisteredModel &model = m_models.at(id);
        auto built = buildModel(model.spec, credentials);
        if (built)
            served.push_back(withOrigin(std::move(*built), model));
        else
            m_unserved.append(
                u"the model %1 is not served: %2"_s.arg(model.spec.modelName, built.error().detail));
    }
    giveMeters(served);
    m_live.publish(std::make_shared<const ModelTable>(served, access(), m_aliases));
}

ModelAccess ModelRegistry::access() const
{
    ModelAccess access;
    for (const AccessGroup &group : m_groups) {
        access.addGroup(group.id, group.name, group.modelNames);
        for (const QString &teamId : group.teamIds)
            access.assignToTeam(group.id, teamId);
        for (const QString &token : group.keyIds)
            access.assignToKey(group.id, token);
    }
    return access;
}

Result<void> ModelRegistry::write(const std::function<Result<void>()> &work, const Beside &beside)
{
    return m_database.transaction([&]() -> Result<void> {
        auto done = work();
        return done && beside ? beside() : done;
    });
}

const RegisteredModel *ModelRegistry::model(const QString &id) const
{
    const auto found = m_models.find(id);
    return found == m_models.end() ? nullptr : &found->second;
}

Result<ServedModel> ModelRegistry::build(const ModelSpec &spec) const
{
    const QString credential = core::stringOr(spec.params, "litellm_credential_name");
    if (!credential.isEmpty() && !m_credentials.contains(credential))
        return core::fail(ErrorKind::InvalidInput, u"There is no credential named %1"_s.arg(credential), {},
                          u"litellm_params.litellm_credential_name"_s);
    return buildModel(spec, credentialValues());
}

Result<storage::ProxyModel> ModelRegistry::rowOf(const RegisteredModel &model) const
{
    if (const auto built = build(model.spec); !built)
        return core::fail(built.error());
    auto params = m_box.seal(model.spec.params, placeOfModel(model.spec.id()), isPublicParam);
    if (!params)
        return core::fail(params.error());
    return storage::ProxyModel{model.spec.id(),
                               model.spec.modelName,
                               *params,
                               model.spec.info,
                               core::optionalString(model.spec.info, "team_id"),
                               model.authorship};
}

Result<void> ModelRegistry::add(const RegisteredModel &model, const Beside &beside)
{
    const auto row = rowOf(model);
    if (!row)
        return core::fail(row.error());
    auto done = write([&] { return ProxyModelRepository(m_database).insert(*row); }, beside);
    if (!done)
        return done;
    m_models[row->modelId] = model;
    m_order.append(row->modelId);
    publish();
    return {};
}

Result<void> ModelRegistry::update(const RegisteredModel &model, const Beside &beside)
{
    return update(std::vector{model}, beside);
}

Result<void> ModelRegistry::update(const std::vector<RegisteredModel> &models, const Beside &beside)
{
    QList<storage::ProxyModel> rows;
    for (const auto &model : models) {
        auto row = rowOf(model);
        if (!row)
            return core::fail(row.error());
        rows.append(std::move(*row));
    }
    const auto writeAll = [&] {
        Result<void> done;
        for (int i = 0; done && i < rows.size(); ++i)
            done = ProxyModelRepository(m_database).update(rows.at(i));
        return done;
    };
    if (auto done = write(writeAll, beside); !done)
        return done;
    for (const auto &model : models)
        m_models[model.spec.id()] = model;
    publish();
    return {};
}

Result<void> ModelRegistry::removeModel(const QString &id, const Beside &beside)
{
    auto done = write([&] { return ProxyModelRepository(m_database).erase(id); }, beside);
    if (!done)
        return done;
    m_models.erase(id);
    m_order.removeAll(id);
    publish();
    return {};
}

const RegisteredCredential *ModelRegistry::credential(const QString &name) const
{
    const auto found = m_credentials.find(name);
    return found == m_credentials.end() ? nullptr : &found->second;
}

Result<storage::Credential> ModelRegistry::rowOf(const QString &name,
                                                 const RegisteredCredential &credential) const
{
    auto values = m_box.seal(credential.values, placeOfCredential(name),
                             [](const auto &, const auto &) { return false; });
    if (!values)
        return core::fail(values.error());
    return storage::Credential{name, *values, credential.info, credential.authorship};
}

Result<void> ModelRegistry::add(const QString &name, const RegisteredCredential &credential,
                                const Beside &beside)
{
    const auto row = rowOf(name, credential);
    if (!row)
        return core::fail(row.error());
    auto done = write([&] { return CredentialRepository(m_database).insert(*row); }, beside);
    if (!done)
        return done;
    m_credentials[name] = credential;
    publish();
    return {};
}

Result<void> ModelRegistry::update(const QString &name, const RegisteredCredential &credential,
                                   const Beside &beside)
{
    CredentialValues values = credentialValues();
    values[name] = credential.values;
    for (const auto &[id, model] : m_models) {
        const bool usesIt = core::stringOr(model.spec.params, "litellm_credential_name") == name;
        const auto built = usesIt ? buildModel(model.spec, values) : Result<ServedModel>();
        if (!built)
            return core::fail(ErrorKind::InvalidInput,
                              u"The model %1 could not be served with it: %2"_s.arg(model.spec.modelName,
                                                                                    built.error().detail),
                              {}, u"credential_values"_s);
    }
    const auto row = rowOf(name, credential);
    if (!row)
        return core::fail(row.error());
    auto done = write([&] { return CredentialRepository(m_database).update(*row); }, beside);
    if (!done)
        return done;
    m_credentials[name] = credential;
    publish();
    return {};
}

Result<void> ModelRegistry::removeCredential(const QString &name, const Beside &beside)
{
    auto done = write([&] { return CredentialRepository(m_database).erase(name); }, beside);
    if (!done)
        return done;
    m_credentials.erase(name);
    publish();
    return {};
}

QStringList ModelRegistry::usersOf(const QString &credentialName) const
{
    QStringList names;
    for (const auto &[id, model] : m_models) {
        if (core::stringOr(model.spec.params, "litellm_credential_name") == credentialName)
            names.append(model.spec.modelName);
    }
    names.removeDuplicates();
    return names;
}

const AccessGroup *ModelRegistry::group(const QString &id) const
{
    const auto found = std::find_if(m_groups.begin(), m_groups.end(),
                                    [&](const AccessGroup &group) { return group.id == id; });
    return found == m_groups.end() ? nullptr : &*found;
}

Result<void> ModelRegistry::add(const AccessGroup &group, const Beside &beside)
{
    auto done = write([&] { return AccessGroupRepository(m_database).insert(group); }, beside);
    if (!done)
        return done;
    m_groups.append(group);
    publish();
    return {};
}

Result<void> ModelRegistry::update(const AccessGroup &group, const Beside &beside)
{
    auto done = write([&] { return AccessGroupRepository(m_database).update(group); }, beside);
    if (!done)
        return done;
    for (AccessGroup &known : m_groups) {
        if (known.id == group.id)
            known = group;
    }
    publish();
    return {};
}

Result<void> ModelRegistry::removeGroup(const QString &id, const Beside &beside)
{
    auto done = write([&] { return AccessGroupRepository(m_database).erase(id); }, beside);
    if (!done)
        return done;
    m_groups.removeIf([&](const AccessGroup &group) { return group.id == id; });
    publish();
    return {};
}

} // namespace sekisho::gateway
