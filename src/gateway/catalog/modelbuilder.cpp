// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelbuilder.h"

#include "paramnames.h"
#include "pricetable.h"
#include "specfields.h"
#include "upstreamdialect.h"

#include <core/ids.h>

namespace sekisho::gateway {

using core::ErrorKind;
using core::Json;
using core::Result;
using providers::Deployment;
using namespace Qt::Literals::StringLiterals;

namespace {

/// litellm_params with what the credential adds.
Json withCredential(const ModelSpec &spec, const CredentialValues &credentials)
{
    Json params = spec.params;
    const auto found = credentials.constFind(core::stringOr(params, "litellm_credential_name"));
    if (found == credentials.cend())
        return params;
    for (const auto &[name, value] : found->items()) {
        if (!params.contains(name) || params[name].is_null())
            params[name] = value;
    }
    return params;
}

class ModelBuilder
{
public:
    ModelBuilder(const ModelSpec &spec, Json params)
        : m_spec(spec)
        , m_params(std::move(params))
        , m_fields(m_params, spec.info)
    {
    }

    Result<ServedModel> build()
    {
        m_deployment.modelName = m_spec.modelName;
        m_deployment.id = m_spec.id();
        m_deployment.parameters = furtherParameters();
        auto done = readName();
        if (done)
            done = readUpstream(m_upstream);
        readNumbers();
        readRule();
        checkOthers();
        if (done)
            done = m_fields.result();
        if (!done)
            return core::fail(done.error());
        return served();
    }

private:
    Result<void> readName()
    {
        constexpr int Longest = 256;
        if (m_spec.modelName.isEmpty() || m_spec.modelName.size() > Longest)
            return core::fail(ErrorKind::InvalidInput, u"model_name must have 1 to 256 characters"_s, {},
                              u"model_name"_s);
        m_upstream = m_fields.paramText("model").value_or(QString());
        if (m_fields.result() && m_upstream.isEmpty())
            return core::fail(ErrorKind::InvalidInput,
                              u"litellm_params.model of %1 is missing"_s.arg(m_spec.modelName), {},
                              u"litellm_params"_s);
        if (m_spec.modelName.count(u'*') > 1 || m_upstream.count(u'*') > 1)
            return core::fail(ErrorKind::InvalidInput, u"a name may have one star only"_s, {},
                              u"model_name"_s);
        if (m_upstream.contains(u'*') && !isWildcard())
            return core::fail(ErrorKind::InvalidInput,
                              u"litellm_params.model has a star, model_name has none"_s, {},
                              u"litellm_params.model"_s);
        return m_fields.result();
    }

    bool isWildcard() const { return m_spec.modelName.contains(u'*'); }

    // A lone star leaves the provider to the request.
    Result<void> readUpstream(const QString &model)
    {
        m_deployment.provider = u"openai"_s;
        m_deployment.apiKey = core::SecretString(m_fields.paramText("api_key").value_or(QString()));
        if (model == u"*"_s)
            return {};
        const auto name = parseUpstreamName(model, m_fields.paramText("custom_llm_provider"));
        if (!name)
            return core::fail(name.error().kind, name.error().detail, {}, u"litellm_params.model"_s);
        const QString given =
            m_fields.paramText("api_base").value_or(m_fields.paramText("base_url").value_or(QString()));
        const auto url = upstreamBase(*name, given, m_fields.paramText("api_version").value_or(QString()));
        if (!url)
            return core::fail(url.error().kind, url.error().detail, {}, u"litellm_params.api_base"_s);
        if (name->provider == u"demo"_s)
            m_deployment.provider = name->provider;
        m_deployment.parameters["custom_llm_provider"] = name->provider;
        m_deployment.upstreamModel = name->model;
        m_deployment.apiBase = *url;
        return {};
    }

    void readPrices()
    {
        const auto input = m_fields.number("input_cost_per_token");
        const auto output = m_fields.number("output_cost_per_token");
        m_deployment.inputPrice = core::TokenPrice::fromUsdPerToken(input.value_or(0));
        m_deployment.outputPrice = core::TokenPrice::fromUsdPerToken(output.value_or(0));
        m_hasOwnPrice = input || output;
        if (!m_hasOwnPrice)
            takeListPrice();
    }

    void readNumbers()
    {
        readPrices();
        auto output = m_fields.number("max_tokens");
        const auto outputOfInfo = m_fields.number("max_output_tokens");
        output = output ? output : outputOfInfo;
        if (output)
            m_deployment.maxOutputTokens = static_cast<std::int64_t>(std::min(*output, 1e9));
        // A day is longer than any answer takes.
        if (const auto seconds = m_fields.number("timeout"))
            m_deployment.timeout =
                std::chrono::milliseconds(static_cast<std::int64_t>(std::min(*seconds, 86400.0) * 1000));
        if (const auto seconds = m_fields.number("stream_timeout"))
            m_deployment.parameters["stream_timeout"] = *seconds;
    }

    std::optional<std::int64_t> count(const char *name)
    {
        const auto number = m_fields.number(name);
        return number ? std::optional(static_cast<std::int64_t>(std::min(*number, 1e15))) : std::nullopt;
    }

    void readRule()
    {
        m_rule.limits = {count("rpm"), count("tpm"), count("max_parallel_requests")};
        m_rule.weight = m_fields.number("weight");
        m_rule.order = m_fields.number("order");
    }

    // `base_model` says what an Azure deployment of any name is.
    void takeListPrice()
    {
        const QString base = core::stringOr(m_spec.info, "base_model");
        const QString upstream = core::stringOr(m_deployment.parameters, "custom_llm_provider") + u'/' +
                                 m_deployment.upstreamModel;
        m_listPrice = PriceTable::builtIn().find(base.isEmpty() ? upstream : base);
        if (!m_listPrice)
            return;
        m_deployment.inputPrice = core::TokenPrice::fromUsdPerToken(m_listPrice->input);
        m_deployment.outputPrice = core::TokenPrice::fromUsdPerToken(m_listPrice->output);
    }

    /// What is known of the price, or that nothing is: null, which is not 0.
    void tellPrice(Json &info) const
    {
        if (m_hasOwnPrice)
            return;
        if (!m_listPrice) {
            info["input_cost_per_token"] = nullptr;
            info["output_cost_per_token"] = nullptr;
        } else if (m_listPrice->contextWindow && core::memberOr(info, "max_input_tokens").is_null()) {
            info["max_input_tokens"] = *m_listPrice->contextWindow;
        }
    }

    void checkOthers()
    {
        for (const char *name : {"max_retries", "max_budget", "max_input_tokens"})
            (void)m_fields.number(name);
        for (const char *name : {"budget_duration", "region_name", "litellm_credential_name"})
            (void)m_fields.paramText(name);
        for (const char *name : {"mode", "base_model", "team_id", "id"})
            (void)m_fields.infoText(name);
        (void)m_fields.paramStrings("tags");
        m_teamId = m_fields.infoText("team_id").value_or(QString());
        m_accessGroups = m_fields.infoStrings("access_groups");
    }

    /// What providers may want beside what Deployment has members for. No secrets: they would end up in rows.
    Json furtherParameters() const
    {
        Json further = Json::object();
        for (const auto &[name, value] : m_params.items()) {
            if (name != "model" && name != "api_base" && isPublicParam(QString::fromStdString(name), value))
                further[name] = value;
        }
        return further;
    }

    ServedModel served()
    {
        ServedModel model;
        model.deployment = std::move(m_deployment);
        if (model.deployment.id.isEmpty())
            model.deployment.id = stableModelId(model.deployment);
        model.teamId = m_teamId;
        model.accessGroups = m_accessGroups;
        model.rule = m_rule;
        model.details.params = shownParams(m_spec.params);
        model.details.info = m_spec.info.is_object() ? m_spec.info : Json::object();
        model.details.info["id"] = model.deployment.id;
        tellPrice(model.details.info);
        if (isWildcard())
            model.expand = expansion(model.deployment);
        return model;
    }

    std::function<Result<Deployment>(const QString &)> expansion(const Deployment &pattern) const
    {
        return [pattern, spec = m_spec, params = m_params,
                hasOwnPrice = m_hasOwnPrice](const QString &inPlaceOfStar) -> Result<Deployment> {
            ModelBuilder builder(spec, params);
            builder.m_deployment = pattern;
            const QString model = core::stringOr(params, "model").replace(u'*', inPlaceOfStar);
            if (auto done = builder.readUpstream(model); !done)
                return core::fail(done.error());
            if (!hasOwnPrice)
                builder.takeListPrice();
            return builder.m_deployment;
        };
    }

    const ModelSpec &m_spec;
    const Json m_params;
    SpecFields m_fields;
    QString m_upstream;
    QString m_teamId;
    QStringList m_accessGroups;
    Deployment m_deployment;
    std::optional<ListPrice> m_listPrice;
    bool m_hasOwnPrice = false;
    RouteRule m_rule;
};

} // namespace

Result<ServedModel> buildModel(const ModelSpec &spec, const CredentialValues &credentials)
{
    return ModelBuilder(spec, withCredential(spec, credentials)).build();
}

QString stableModelId(const Deployment &deployment)
{
    const QString what =
        deployment.modelName + u'\n' + deployment.upstreamModel + u'\n' + deployment.apiBase.toString();
    return QString::fromLatin1(core::sha256Hex(what.toUtf8()));
}

ServedModel servedModel(const Deployment &deployment)
{
    const QString provider =
        core::stringOr(deployment.parameters, "custom_llm_provider", deployment.provider);
    ServedModel model;
    model.deployment = deployment;
    model.details.params = {{"model", provider + u'/' + deployment.upstreamModel}};
    if (!deployment.apiBase.isEmpty())
        model.details.params["api_base"] =
            deployment.apiBase.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo);
    model.details.info = {{"id", deployment.id}};
    return model;
}

} // namespace sekisho::gateway
