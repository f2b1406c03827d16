// SPDX-License-Identifier: GPL-3.0-or-later
#include "modelrows.h"

#include <gateway/catalog/paramnames.h>

namespace sekisho::gateway {

using core::Json;
using providers::Deployment;
using namespace Qt::Literals::StringLiterals;

static double usdPerToken(core::TokenPrice price)
{
    return static_cast<double>(price.picos) / 1e12;
}

static QString providerOf(const Deployment &deployment)
{
    return core::stringOr(deployment.parameters, "custom_llm_provider", deployment.provider);
}

static Json timeOrNull(const std::optional<core::Timestamp> &time)
{
    return time ? Json(core::toIso8601(*time)) : Json(nullptr);
}

static Json infoOf(const Deployment &deployment, const ModelDetails &details)
{
    Json info{{"id", deployment.id},
              {"db_model", details.isStored},
              {"mode", "chat"},
              {"litellm_provider", providerOf(deployment)},
              {"max_tokens", deployment.maxOutputTokens},
              {"max_output_tokens", deployment.maxOutputTokens},
              {"max_input_tokens", nullptr},
              {"input_cost_per_token", usdPerToken(deployment.inputPrice)},
              {"output_cost_per_token", usdPerToken(deployment.outputPrice)},
              {"access_groups", Json::array()},
              {"team_id", nullptr},
              {"created_at", timeOrNull(details.createdAt)},
              {"updated_at", timeOrNull(details.updatedAt)},
              {"supported_openai_params", core::toJson(supportedChatParams())}};
    info.update(details.info);
    info["demo"] = deployment.isDemo();
    return info;
}

Json modelInfoRow(const ModelGroup &group, std::size_t deployment, bool seesAll)
{
    const Deployment &served = group.deployments.at(deployment);
    const ModelDetails &details = group.details.at(deployment);
    Json params = details.params;
    params["custom_llm_provider"] = providerOf(served);
    if (!seesAll) {
        const Json model = core::memberOr(params, "model");
        params = Json{{"model", model}, {"custom_llm_provider", providerOf(served)}};
    }
    return {{"model_name", group.name},
            {"litellm_params", std::move(params)},
            {"model_info", infoOf(served, details)}};
}

/// The sum over the deployments that say something; null if none does.
static Json sumOf(const ModelGroup &group, const char *name)
{
    double sum = 0;
    bool isSaid = false;
    for (const ModelDetails &details : group.details) {
        const auto value = core::optionalNumber(details.params, name);
        isSaid = isSaid || value;
        sum += value.value_or(0);
    }
    return isSaid ? Json(sum) : Json(nullptr);
}

static bool anySupports(const ModelGroup &group, const char *name)
{
    return std::any_of(group.details.begin(), group.details.end(),
                       [&](const ModelDetails &details) { return core::boolOr(details.info, name); });
}

static Json largest(const ModelGroup &group, const char *name)
{
    std::optional<double> most;
    for (const ModelDetails &details : group.details) {
        if (const auto value = core::optionalNumber(details.info, name))
            most = std::max(most.value_or(0), *value);
    }
    return most ? Json(*most) : Json(nullptr);
}

bool isPriced(const ModelGroup &group, std::size_t deployment)
{
    const Deployment &served = group.deployments.at(deployment);
    const Json &info = group.details.at(deployment).info;
    return !info.contains("input_cost_per_token") || !info.at("input_cost_per_token").is_null() ||
           served.inputPrice.picos != 0 || served.outputPrice.picos != 0;
}

/// The dearest that is known.
static Json worstOf(const ModelGroup &group, core::TokenPrice price)
{
    for (std::size_t i = 0; i < group.deployments.size(); ++i) {
        if (isPriced(group, i))
            return usdPerToken(price);
    }
    return nullptr;
}

Json modelGroupRow(const ModelGroup &group, bool isPublic)
{
    QStringList providers;
    for (const Deployment &deployment : group.deployments)
        providers.append(providerOf(deployment));
    providers.removeDuplicates();
    Json row{{"model_group", group.name},
             {"providers", core::toJson(providers)},
             {"max_input_tokens", largest(group, "max_input_tokens")},
             {"max_output_tokens", group.worstOutputTokens},
             {"input_cost_per_token", worstOf(group, group.worstInputPrice)},
             {"output_cost_per_token", worstOf(group, group.worstOutputPrice)},
             {"mode", core::stringOr(group.details.front().info, "mode", u"chat"_s)},
             {"tpm", sumOf(group, "tpm")},
             {"rpm", sumOf(group, "rpm")},
             {"supported_openai_params", core::toJson(supportedChatParams())},
             {"configurable_clientside_auth_params", nullptr},
             {"is_public_model_group", isPublic}};
    for (const char *name :
         {"supports_vision", "supports_function_calling", "supports_parallel_function_calling",
          "supports_web_search", "supports_reasoning", "supports_url_context"})
        row[name] = anySupports(group, name);
    return row;
}

Json modelListEntry(const QString &id, bool isDemo)
{
    // The time is the constant that LiteLLM answers.
    return {{"id", id},
            {"object", "model"},
            {"created", 1677610602},
            {"owned_by", isDemo ? "sekisho-demo" : "openai"}};
}

Json storedModelRow(const RegisteredModel &model)
{
    Json params = shownParams(model.spec.params);
    if (model.spec.params.contains("api_key"))
        params["api_key"] = masked(model.spec.params.at("api_key"));
    const auto &authorship = model.authorship;
    return {{"model_id", model.spec.id()},
            {"model_name", model.spec.modelName},
            {"litellm_params", std::move(params)},
            {"model_info", model.spec.info},
            {"created_at", core::toIso8601(authorship.createdAt)},
            {"created_by", authorship.createdBy},
            {"updated_at", core::toIso8601(authorship.updatedAt)},
            {"updated_by", authorship.updatedBy}};
}

QStringList supportedChatParams()
{
    return {u"frequency_penalty"_s,
            u"logit_bias"_s,
            u"logprobs"_s,
            u"top_logprobs"_s,
            u"max_tokens"_s,
            u"max_completion_tokens"_s,
            u"modalities"_s,
            u"prediction"_s,
            u"n"_s,
            u"presence_penalty"_s,
            u"seed"_s,
            u"stop"_s,
            u"stream"_s,
            u"stream_options"_s,
            u"temperature"_s,
            u"top_p"_s,
            u"tools"_s,
            u"tool_choice"_s,
            u"function_call"_s,
            u"functions"_s,
            u"parallel_tool_calls"_s,
            u"response_format"_s,
            u"reasoning_effort"_s,
            u"user"_s};
}

} // namespace sekisho::gateway
