// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelentryreader.h"

#include "upstreamdialect.h"

#include <core/ids.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

static const QStringList KnownParams{u"model"_s,
                                     u"api_base"_s,
                                     u"api_key"_s,
                                     u"input_cost_per_token"_s,
                                     u"output_cost_per_token"_s,
                                     u"max_tokens"_s,
                                     u"timeout"_s,
                                     u"demo_delay_ms"_s,
                                     u"demo_chunk_ms"_s,
                                     u"demo_fail"_s,
                                     u"demo_rate_limit"_s};
static const QStringList KnownInfo{u"id"_s, u"input_cost_per_token"_s, u"output_cost_per_token"_s,
                                   u"max_tokens"_s, u"max_output_tokens"_s};

core::Result<providers::Deployment> ModelEntryReader::read(const YAML::Node &entry)
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

    providers::Deployment deployment;
    deployment.modelName = **name;
    deployment.parameters = core::Json::object();
    auto done = readUpstream(params, deployment);
    if (done)
        done = readCredentials(params, deployment);
    if (done)
        done = readPrices(params, info, deployment);
    if (done)
        done = readLimits(params, info, deployment);
    if (done)
        done = readId(info, deployment);
    if (!done)
        return core::fail(done.error());
    noteUnsupported(params, KnownParams, u"litellm_params"_s);
    noteUnsupported(info, KnownInfo, u"model_info"_s);
    noteUnsupported(entry, {u"model_name"_s, u"litellm_params"_s, u"model_info"_s}, u"model_list"_s);
    return deployment;
}

core::Result<void> ModelEntryReader::readUpstream(const YAML::Node &params, providers::Deployment &deployment)
{
    const auto model = m_yaml.text(params, "model");
    if (!model)
        return core::fail(model.error());
    if (!*model || (*model)->isEmpty())
        return m_yaml.fail(params, u"litellm_params.model of %1 is missing"_s.arg(deployment.modelName));
    if ((*model)->contains(u'*') || deployment.modelName.contains(u'*'))
        return m_yaml.fail(params, u"wildcard models are not supported: name each model"_s);
    const auto name = parseUpstreamName(**model);
    if (!name)
        return m_yaml.fail(params["model"], name.error().detail);
    const auto base = m_yaml.text(params, "api_base");
    if (!base)
        return core::fail(base.error());
    const auto url = upstreamBase(*name, base->value_or(QString()));
    if (!url)
        return m_yaml.fail(params, url.error().detail);
    deployment.provider = name->provider == u"demo"_s ? name->provider : u"openai"_s;
    deployment.parameters["custom_llm_provider"] = name->provider;
    deployment.upstreamModel = name->model;
    deployment.apiBase = *url;
    return {};
}

core::Result<void> ModelEntryReader::readCredentials(const YAML::Node &params,
                                                     providers::Deployment &deployment)
{
    const auto key = m_yaml.text(params, "api_key");
    if (!key)
        return core::fail(key.error());
    deployment.apiKey = core::SecretString(key->value_or(QString()));
    return {};
}

core::Result<std::optional<double>> ModelEntryReader::numberOf(const YAML::Node &params,
                                                               const YAML::Node &info, const char *key)
{
    auto value = m_yaml.number(params, key);
    if (!value || *value || !info || !info.IsMap())
        return value;
    return m_yaml.number(info, key);
}

core::Result<void> ModelEntryReader::readPrices(const YAML::Node &params, const YAML::Node &info,
                                                providers::Deployment &deployment)
{
    const auto input = numberOf(params, info, "input_cost_per_token");
    if (!input)
        return core::fail(input.error());
    const auto output = numberOf(params, info, "output_cost_per_token");
    if (!output)
        return core::fail(output.error());
    deployment.inputPrice = core::TokenPrice::fromUsdPerToken(input->value_or(0));
    deployment.outputPrice = core::TokenPrice::fromUsdPerToken(output->value_or(0));
    if (!*input || !*output)
        m_yaml.note(params,
                    u"%1 has no price (input_cost_per_token, output_cost_per_token): what is missing counts "
                    u"as free against every budget"_s.arg(deployment.modelName));
    return {};
}

core::Result<void> ModelEntryReader::readLimits(const YAML::Node &params, const YAML::Node &info,
                                                providers::Deployment &deployment)
{
    auto output = numberOf(params, info, "max_tokens");
    if (output && !*output)
        output = numberOf(params, info, "max_output_tokens");
    if (!output)
        return core::fail(output.error());
    if (*output)
        deployment.maxOutputTokens = static_cast<std::int64_t>(**output);
    const auto timeout = m_yaml.number(params, "timeout");
    if (!timeout)
        return core::fail(timeout.error());
    if (*timeout)
        deployment.timeout = std::chrono::milliseconds(static_cast<std::int64_t>(**timeout * 1000));
    for (const char *key : {"demo_delay_ms", "demo_chunk_ms", "demo_fail", "demo_rate_limit"}) {
        const auto text = m_yaml.text(params, key);
        if (!text)
            return core::fail(text.error());
        if (*text)
            deployment.parameters[key] = core::Json::parse((*text)->toStdString(), nullptr, false);
        if (*text && deployment.parameters[key].is_discarded())
            deployment.parameters[key] = **text;
    }
    return {};
}

core::Result<void> ModelEntryReader::readId(const YAML::Node &info, providers::Deployment &deployment)
{
    if (info && info.IsMap()) {
        const auto id = m_yaml.text(info, "id");
        if (!id)
            return core::fail(id.error());
        deployment.id = id->value_or(QString());
    }
    if (deployment.id.isEmpty()) {
        const QString what =
            deployment.modelName + u'\n' + deployment.upstreamModel + u'\n' + deployment.apiBase.toString();
        deployment.id = QString::fromLatin1(core::sha256Hex(what.toUtf8()));
    }
    return {};
}

void ModelEntryReader::noteUnsupported(const YAML::Node &map, const QStringList &known, const QString &where)
{
    if (!map || !map.IsMap())
        return;
    for (const auto &member : map) {
        const QString key = QString::fromStdString(member.first.Scalar());
        if (!known.contains(key))
            m_yaml.note(member.first, u"%1.%2 is not supported and has no effect"_s.arg(where, key));
    }
}

} // namespace sekisho::gateway
