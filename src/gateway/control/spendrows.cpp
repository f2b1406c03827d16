// SPDX-License-Identifier: GPL-3.0-or-later
#include "spendrows.h"

#include "limitfields.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::Json;
using std::chrono::days;
using storage::DailySpend;
using storage::SpendLog;

namespace {

Json metadataOf(const SpendLog &log)
{
    Json metadata = log.metadata.is_object() ? log.metadata : Json::object();
    metadata["user_api_key"] = QString::fromLatin1(log.apiKey);
    metadata["user_api_key_alias"] = log.keyAlias;
    metadata["user_api_key_team_id"] = log.teamId;
    metadata["user_api_key_user_id"] = log.user;
    metadata["user_api_key_org_id"] = log.organizationId;
    metadata["usage_object"] = {{"prompt_tokens", log.promptTokens},
                                {"completion_tokens", log.completionTokens},
                                {"total_tokens", log.totalTokens()},
                                {"prompt_tokens_details", {{"cached_tokens", log.cachedTokens}}}};
    metadata["status"] = log.status == u"success" ? "success" : "failure";
    if (log.status != u"success")
        metadata["error_information"] = {{"error_code", QString::number(log.httpStatus)},
                                         {"error_class", log.status},
                                         {"error_message", log.error},
                                         {"llm_provider", log.provider}};
    return metadata;
}

void addTo(Json &sums, const QString &name, core::Money spend)
{
    const std::string key = name.toStdString();
    sums[key] = sums.value(key, 0.0) + spend.usd();
}

QString dateOf(core::Timestamp day)
{
    return core::toIso8601(day).left(10);
}

Json emptyDay(core::Timestamp day)
{
    return {
        {"startTime", dateOf(day)}, {"spend", 0.0}, {"users", Json::object()}, {"models", Json::object()}};
}

} // namespace

Json spendRow(const SpendLog &log)
{
    return {{"request_id", log.requestId},
            {"call_type", log.callType},
            {"api_key", QString::fromLatin1(log.apiKey)},
            {"spend", log.spend.usd()},
            {"prompt_tokens", log.promptTokens},
            {"completion_tokens", log.completionTokens},
            {"total_tokens", log.totalTokens()},
            {"startTime", core::toIso8601(log.startTime)},
            {"endTime", core::toIso8601(log.endTime)},
            {"completionStartTime", toJson(log.completionStartTime)},
            {"model", log.model},
            {"model_group", log.modelGroup},
            {"model_id", log.modelId},
            {"custom_llm_provider", log.provider},
            {"api_base", log.apiBase},
            {"user", log.user},
            {"team_id", log.teamId},
            {"organization_id", log.organizationId},
            {"end_user", log.endUser},
            {"metadata", metadataOf(log)},
            {"cache_hit", ""},
            {"cache_key", "Cache OFF"},
            {"request_tags", core::toJson(log.tags)},
            {"requester_ip_address", log.requesterIp},
            {"messages", Json::object()},
            {"response", Json::object()},
            {"proxy_server_request", Json::object()},
            {"session_id", log.sessionId},
            {"status", log.status == u"success" ? "success" : "failure"}};
}

Json dailyRows(const QList<DailySpend> &spends, core::Timestamp from, core::Timestamp until)
{
    Json rows = Json::array();
    auto next = spends.begin();
    for (auto day = std::chrono::floor<days>(from); day < until; day += days(1)) {
        Json row = emptyDay(day);
        for (; next != spends.end() && next->day < day + days(1); ++next) {
            row["spend"] = row["spend"].get<double>() + next->spend.usd();
            addTo(row["users"], next->user, next->spend);
            addTo(row["models"], next->model, next->spend);
            addTo(row, QString::fromLatin1(next->apiKey), next->spend);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace sekisho::gateway
