// SPDX-License-Identifier: GPL-3.0-or-later
#include "costroutes.h"

#include "fieldreader.h"
#include "makeroute.h"
#include "modelrows.h"

#include <gateway/catalog/modelregistry.h>
#include <providers/tokenestimate.h>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::fail;
using core::Json;
using core::Result;
using providers::Deployment;

namespace {

/// More tokens or requests than anybody means; their product with a price stays exact enough.
constexpr std::int64_t LargestCount = 1'000'000'000;

double usdPerToken(core::TokenPrice price)
{
    return static_cast<double>(price.picos) / 1e12;
}

std::int64_t readCount(FieldReader &reader, const char *field, std::int64_t fallback)
{
    std::optional<std::int64_t> count;
    reader.read(field, count);
    if (count && *count > LargestCount)
        reader.refuse(field, u"is too large"_s);
    return count.value_or(fallback);
}

struct Estimate {
    double input = 0;
    double output = 0;
};

void addPeriod(Json &answer, const std::string &period, const Estimate &each,
               std::optional<std::int64_t> requests)
{
    const auto times = [&](double cost) {
        return requests ? Json(cost * static_cast<double>(*requests)) : Json(nullptr);
    };
    answer[period + "_cost"] = times(each.input + each.output);
    answer[period + "_input_cost"] = times(each.input);
    answer[period + "_output_cost"] = times(each.output);
    answer[period + "_margin_cost"] = times(0);
}

} // namespace

CostRoutes::CostRoutes(ControlServices &services)
    : m_services(&services)
{
}

std::vector<AdminRoute> CostRoutes::routes() const
{
    return {makeRoute("POST", "/spend/calculate", Scope::AnyKey, *this, &CostRoutes::calculate),
            makeRoute("POST", "/cost/estimate", Scope::AnyKey, *this, &CostRoutes::estimate)};
}

// A team's own models have prices for that team only.
Result<Deployment> CostRoutes::deploymentOf(const AdminCall &call, const QString &model) const
{
    const QString team = call.caller.key ? call.caller.key->rules.teamId.value_or(QString()) : QString();
    const auto group = ModelTable::find(m_services->models.table(), model, team);
    if (!group || group->deployments.empty() || !isPriced(*group, 0))
        return fail(ErrorKind::InvalidInput, u"There is no model %1 with a price"_s.arg(model), {},
                    u"model"_s);
    return group->deployments.front();
}

Result<Json> CostRoutes::calculate(const AdminCall &call) const
{
    FieldReader reader(call.body);
    Json response;
    Json messages;
    std::optional<QString> named;
    reader.read("model", named);
    reader.readValue("messages", FieldKind::List, messages);
    reader.readObject("completion_response", response);
    const bool hasResponse = response.is_object() && !response.empty();
    const QString model =
        hasResponse ? named.value_or(core::stringOr(response, "model")) : named.value_or(QString());
    if (model.isEmpty())
        reader.refuse("model", u"is missing"_s);
    else if (!hasResponse && !messages.is_array())
        reader.refuse("messages", u"are missing, and there is no completion_response"_s);
    const auto deployment =
        reader.good() ? deploymentOf(call, model) : Result<Deployment>(fail(reader.result().error()));
    if (!deployment)
        return fail(deployment.error());
    const Json &usage = core::memberOr(response, "usage");
    const auto prompt = hasResponse ? core::integerOr(usage, "prompt_tokens")
                                    : providers::estimatePromptTokens({{"messages", messages}});
    const auto completion = hasResponse ? core::integerOr(usage, "completion_tokens") : 0;
    const auto cost =
        deployment->inputPrice.forTokens(std::clamp<std::int64_t>(prompt, 0, LargestCount)) +
        deployment->outputPrice.forTokens(std::clamp<std::int64_t>(completion, 0, LargestCount));
    return Json{{"cost", cost.usd()}};
}

Result<Json> CostRoutes::estimate(const AdminCall &call) const
{
    FieldReader reader(call.body);
    const QString model = reader.requiredText("model");
    const std::int64_t input = readCount(reader, "input_tokens", 0);
    const std::int64_t output = readCount(reader, "output_tokens", 0);
    std::optional<std::int64_t> daily;
    std::optional<std::int64_t> monthly;
    reader.read("num_requests_per_day", daily);
    reader.read("num_requests_per_month", monthly);
    const auto deployment =
        reader.good() ? deploymentOf(call, model) : Result<Deployment>(fail(reader.result().error()));
    if (!deployment)
        return fail(deployment.error());
    const Estimate each{usdPerToken(deployment->inputPrice) * static_cast<double>(input),
                        usdPerToken(deployment->outputPrice) * static_cast<double>(output)};
    Json answer{{"model", model},
                {"input_tokens", input},
                {"output_tokens", output},
                {"num_requests_per_day", core::toJson(daily)},
                {"num_requests_per_month", core::toJson(monthly)},
                {"cost_per_request", each.input + each.output},
                {"input_cost_per_request", each.input},
                {"output_cost_per_request", each.output},
                {"margin_cost_per_request", 0.0},
                {"input_cost_per_token", usdPerToken(deployment->inputPrice)},
                {"output_cost_per_token", usdPerToken(deployment->outputPrice)},
                {"provider", deployment->provider}};
    addPeriod(answer, "daily", each, daily);
    addPeriod(answer, "monthly", each, monthly);
    return answer;
}

} // namespace sekisho::gateway
