// SPDX-License-Identifier: GPL-3.0-or-later
#include "utilityroutes.h"

#include "fieldreader.h"
#include "makeroute.h"
#include "modelrows.h"
#include "modelvisibility.h"
#include "queryreader.h"

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

UtilityRoutes::Answer UtilityRoutes::test(const AdminCall &call) const
{
    return Json{{"route", QString::fromUtf8(call.path)}};
}

} // namespace sekisho::gateway
