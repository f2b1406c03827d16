// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelentryreader.h"

#include <gateway/catalog/modelbuilder.h>
#include <gateway/catalog/paramnames.h>

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

ModelEntryReader::ModelEntryReader(YamlValue &yaml, GatewayConfig &config)
    : m_yaml(yaml)
    , m_config(config)
{
    for (const auto &credential : config.credentials)
        m_credentials.insert(credential.name, credential.values);
}

core::Result<void> ModelEntryReader::readList(const YAML::Node &list)
{
    if (!list || list.IsNull())
        return {};
    if (!list.IsSequence())
        return m_yaml.fail(list, u"model_list must be a list"_s);
    core::Result<void> done;
    for (auto entry = list.begin(); done && entry != list.end(); ++entry)
        done = readEntry(*entry);
    return done;
}

core::Result<void> ModelEntryReader::readEntry(const YAML::Node &entry)
{
    if (!entry.IsMap())
        return m_yaml.fail(entry, u"an entry of model_list must have model_name and litellm_params"_s);
    const auto name = m_yaml.text(entry, "model_name");
    if (!name)
        return core::fail(name.error());
    if (!*name || (*name)->isEmpty())
        return m_yaml.fail(entry, u"model_name is missing"_s);
    const YAML::Node params = entry["litellm_params"];
    if (!params || !params.IsMap())
        return m_yaml.fail(entry, u"litellm_params of %1 is missing"_s.arg(**name));
    const YAML::Node info = entry["model_info"];
    if (info && !info.IsMap() && !info.IsNull())
        return m_yaml.fail(info, u"model_info must be a map"_s);
    return take(entry, {**name, m_yaml.json(params),
                        info && info.IsMap() ? m_yaml.json(info) : core::Json::object()});
}

/// Where the field that an error names stands in the file.
static YAML::Node nodeOf(const YAML::Node &entry, const QString &param)
{
    YAML::Node node = entry;
    for (const QString &part : param.split(u'.')) {
        const YAML::Node inner = node.IsMap() ? node[part.toStdString()] : YAML::Node();
        if (!inner || !inner.IsDefined() || inner.IsNull())
            break;
        node.reset(inner);
    }
    return node;
}

core::Result<void> ModelEntryReader::take(const YAML::Node &entry, ModelSpec spec)
{
    const auto model = buildModel(spec, m_credentials);
    if (!model && model.error().kind == ErrorKind::Unsupported) {
        m_yaml.note(nodeOf(entry, model.error().param),
                    u"%1 is not served: %2"_s.arg(spec.modelName, model.error().detail));
        return {};
    }
    if (!model)
        return m_yaml.fail(nodeOf(entry, model.error().param), model.error().detail);
    if (auto done = giveId(entry, spec, model->deployment.id); !done)
        return done;
    noteWhatHasNoEffect(entry, spec);
    m_config.models.push_back(std::move(spec));
    return {};
}

bool ModelEntryReader::isTaken(const QString &id) const
{
    return std::any_of(m_config.models.begin(), m_config.models.end(),
                       [&](const ModelSpec &spec) { return spec.id() == id; });
}

// Entries may differ in nothing but the key, which must not show in the id.
core::Result<void> ModelEntryReader::giveId(const YAML::Node &entry, ModelSpec &spec, const QString &stable)
{
    if (!spec.id().isEmpty() && isTaken(spec.id()))
        return m_yaml.fail(nodeOf(entry, u"model_info.id"_s), u"another entry has the same model_info.id"_s);
    QString id = stable;
    for (int number = 2; isTaken(id); ++number)
        id = u"%1-%2"_s.arg(stable).arg(number);
    spec.info["id"] = id;
    return {};
}

static bool hasPrice(const ModelSpec &spec, const char *name)
{
    return spec.params.contains(name) || spec.info.contains(name);
}

void ModelEntryReader::noteWhatHasNoEffect(const YAML::Node &entry, const ModelSpec &spec)
{
    for (const auto &member : entry["litellm_params"]) {
        const QString key = QString::fromStdString(member.first.Scalar());
        if (!isFollowedParam(key))
            m_yaml.note(member.first, u"litellm_params.%1 is not supported and has no effect"_s.arg(key));
    }
    for (const auto &member : entry) {
        const QString key = QString::fromStdString(member.first.Scalar());
        if (key != u"model_name"_s && key != u"litellm_params"_s && key != u"model_info"_s)
            m_yaml.note(member.first, u"model_list.%1 is not supported and has no effect"_s.arg(key));
    }
    const QString credential = core::stringOr(spec.params, "litellm_credential_name");
    if (!credential.isEmpty() && !m_credentials.contains(credential))
        m_yaml.note(entry["litellm_params"],
                    u"the credential %1 is not in credential_list: it must have been "
                    u"stored by request"_s.arg(credential));
    if (!hasPrice(spec, "input_cost_per_token") || !hasPrice(spec, "output_cost_per_token"))
        m_yaml.note(entry["litellm_params"],
                    u"%1 has no price (input_cost_per_token, output_cost_per_token): what is missing counts "
                    u"as free against every budget"_s.arg(spec.modelName));
}

} // namespace sekisho::gateway
