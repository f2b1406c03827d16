// SPDX-License-Identifier: GPL-3.0-or-later
#include "utilityroutes.h"

#include "fieldreader.h"
#include "makeroute.h"
#include "modelrows.h"
#include "modelvisibility.h"
#include "queryreader.h"

#include <gateway/stages/authorise.h>
#include <providers/requestbody.h>
#include <providers/tokenestimate.h>

namespace sekisho::gateway {

using core::ErrorKind;
using core::fail;
using core::Json;
using namespace Qt::Literals::StringLiterals;

UtilityRoutes::UtilityRoutes(ControlServices &services)
    : m_services(&services)
{
}

std::vector<AdminRoute> UtilityRoutes::routes() const
{
    return {
        makeRoute("POST", "/utils/token_counter", Scope::AnyKey, *this, &UtilityRoutes::tokenCounter),
        makeRoute("GET", "/utils/supported_openai_params", Scope::AnyKey, *this,
                  &UtilityRoutes::supportedParams),
        makeRoute("POST", "/utils/transform_request", Scope::AnyKey, *this, &UtilityRoutes::transformRequest),
        makeRoute("GET", "/test", Scope::Public, *this, &UtilityRoutes::test),
    };
}

/// Every text of Google's `contents`.
static std::int64_t tokensOfContents(const Json &value)
{
    if (value.is_string())
        return providers::estimateTokens(QByteArrayView(value.get_ref<const std::string &>()));
    std::int64_t sum = 0;
    if (value.is_structured()) {
        for (const Json &inner : value)
            sum += tokensOfContents(inner);
    }
    return sum;
}

UtilityRoutes::Answer UtilityRoutes::tokenCounter(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QString model = reader.requiredText("model");
    if (auto read = reader.result(); !read)
        return fail(read.error());
    const Json &prompt = core::memberOr(call.body, "prompt");
    const Json &messages = core::memberOr(call.body, "messages");
    const Json &contents = core::memberOr(call.body, "contents");
    std::int64_t total = 0;
    if (prompt.is_string())
        total = tokensOfContents(prompt);
    else if (messages.is_array())
        total = providers::estimatePromptTokens(call.body);
    else if (contents.is_array())
        total = tokensOfContents(contents);
    else
        return fail(ErrorKind::InvalidInput, u"prompt, messages or contents must be given"_s, {},
                    u"messages"_s);
    const auto group = ModelTable::find(m_services->models.table(), model, {});
    const bool isServed = group && !group->deployments.empty();
    return Json{{"total_tokens", total},
                {"request_model", model},
                {"model_used", isServed ? group->deployments.front().upstreamModel : model},
                {"tokenizer_type", "estimate"}};
}

UtilityRoutes::Answer UtilityRoutes::supportedParams(const AdminCall &call) const
{
    QueryReader query(call.query);
    const auto model = query.text(u"model"_s);
    if (!model)
        query.refuse(u"model"_s, u"is missing"_s);
    if (auto read = query.result(); !read)
        return fail(read.error());
    return Json{{"supported_openai_params", core::toJson(supportedChatParams())}};
}

core::Result<providers::Deployment> UtilityRoutes::deploymentFor(const Caller &caller,
                                                                 const QString &model) const
{
    const Authorise authorise(m_services->directory, m_services->clock, m_services->settings);
    const auto grant = authorise.standing(caller);
    if (!grant)
        return fail(grant.error());
    const auto table = m_services->models.table();
    const auto group = ModelTable::find(table, model, grant->team ? grant->team->rules.teamId : QString());
    const bool maySee =
        group && (caller.seesAll() || authorise.maySee(caller, *grant, *group, table->access()));
    if (!maySee || group->deployments.empty())
        return fail(ErrorKind::NotFound, u"The model `%1` does not exist or is not accessible"_s.arg(model),
                    {}, u"request_body"_s);
    return group->deployments.front();
}

// Where it would go is told to those alone who see everything, and the key to nobody.
UtilityRoutes::Answer UtilityRoutes::transformRequest(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QString type = reader.requiredText("call_type");
    Json request = Json::object();
    reader.readObject("request_body", request);
    if (type != u"completion"_s && type != u"acompletion"_s)
        reader.refuse("call_type", u"must be completion or acompletion"_s);
    if (core::stringOr(request, "model").isEmpty())
        reader.refuse("request_body", u"must name a model"_s);
    if (auto read = reader.result(); !read)
        return fail(read.error());
    const auto deployment = deploymentFor(call.caller, core::stringOr(request, "model"));
    if (!deployment)
        return fail(deployment.error());
    const auto body = providers::upstreamRequestBody(core::toJsonBytes(request), deployment->upstreamModel,
                                                     providers::UsageInStream::AsAsked);
    if (!body)
        return fail(body.error());
    const bool tellsAddress = call.caller.seesAll() && !deployment->isDemo();
    return Json{{"raw_request_api_base", tellsAddress
                                             ? Json(deployment->apiBase.toString() + u"/chat/completions"_s)
                                             : Json(nullptr)},
                {"raw_request_body", core::parseJson(*body).value_or(Json::object())},
                {"raw_request_headers", {{"Content-Type", "application/json"}, {"Authorization", "****"}}},
                {"error", nullptr}};
}

UtilityRoutes::Answer UtilityRoutes::test(const AdminCall &call) const
{
    return Json{{"route", QString::fromUtf8(call.path)}};
}

} // namespace sekisho::gateway
