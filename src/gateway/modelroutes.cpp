// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelroutes.h"

namespace sekisho::gateway {

using core::ErrorKind;
using core::Json;
using namespace Qt::Literals::StringLiterals;

ModelRoutes::ModelRoutes(const LiveModels &models, const Authorise &authorise)
    : m_models(models)
    , m_authorise(authorise)
{
}

static QString teamOf(const Grant &grant)
{
    return grant.team ? grant.team->rules.teamId : QString();
}

bool ModelRoutes::maySee(const Caller &caller, const Grant &grant, const ModelGroup &group) const
{
    const bool isOthers = !group.teamId.isEmpty() && group.teamId != teamOf(grant);
    if (isOthers)
        return caller.isAdmin();
    return m_authorise.model(caller, grant, group.name).has_value();
}

static Json entryOf(const ModelGroup &group)
{
    // The time is the constant that LiteLLM answers.
    return {{"id", group.name},
            {"object", "model"},
            {"created", 1677610602},
            {"owned_by", group.isDemo ? "sekisho-demo" : "openai"}};
}

Json ModelRoutes::list(const Caller &caller, const Grant &grant) const
{
    const auto table = m_models.current();
    Json data = Json::array();
    for (const ModelGroup *group : table->groups()) {
        if (maySee(caller, grant, *group))
            data.push_back(entryOf(*group));
    }
    return {{"data", std::move(data)}, {"object", "list"}};
}

core::Result<Json> ModelRoutes::entry(const Caller &caller, const Grant &grant, const QString &id) const
{
    const auto group = ModelTable::find(m_models.current(), id, teamOf(grant));
    if (!group || !maySee(caller, grant, *group))
        return core::fail(ErrorKind::NotFound,
                          u"The model `%1` does not exist or is not accessible"_s.arg(id), {}, u"model"_s);
    return entryOf(*group);
}

static double usdPerToken(core::TokenPrice price)
{
    return static_cast<double>(price.picos) / 1e12;
}

static Json paramsOf(const providers::Deployment &deployment, const QString &provider, bool isAdmin)
{
    Json params{{"model", provider + u'/' + deployment.upstreamModel}, {"custom_llm_provider", provider}};
    if (isAdmin && !deployment.apiBase.isEmpty())
        params["api_base"] = deployment.apiBase.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo);
    return params;
}

static Json infoOf(const providers::Deployment &deployment, bool isAdmin)
{
    const QString provider =
        core::stringOr(deployment.parameters, "custom_llm_provider", deployment.provider);
    Json info{{"id", deployment.id},
              {"db_model", false},
              {"mode", "chat"},
              {"litellm_provider", provider},
              {"max_tokens", deployment.maxOutputTokens},
              {"max_output_tokens", deployment.maxOutputTokens},
              {"input_cost_per_token", usdPerToken(deployment.inputPrice)},
              {"output_cost_per_token", usdPerToken(deployment.outputPrice)},
              {"demo", deployment.isDemo()}};
    return {{"model_name", deployment.modelName},
            {"litellm_params", paramsOf(deployment, provider, isAdmin)},
            {"model_info", std::move(info)}};
}

core::Result<Json> ModelRoutes::info(const Caller &caller, const Grant &grant, const QUrlQuery &query) const
{
    const QString wanted = query.queryItemValue(u"litellm_model_id"_s, QUrl::FullyDecoded);
    const auto table = m_models.current();
    Json data = Json::array();
    for (const ModelGroup *group : table->groups()) {
        if (!maySee(caller, grant, *group))
            continue;
        for (const auto &deployment : group->deployments) {
            if (wanted.isEmpty() || deployment.id == wanted)
                data.push_back(infoOf(deployment, caller.isAdmin()));
        }
    }
    if (!wanted.isEmpty() && data.empty())
        return core::fail(ErrorKind::InvalidInput, u"Model id = %1 not found on litellm proxy"_s.arg(wanted),
                          {}, u"litellm_model_id"_s);
    return Json{{"data", std::move(data)}};
}

} // namespace sekisho::gateway
