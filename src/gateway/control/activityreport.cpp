// SPDX-License-Identifier: GPL-3.0-or-later
#include "activityreport.h"

#include "daterange.h"

namespace sekisho::gateway {

using core::Json;
using storage::ActivityRow;
using storage::UsageSums;

static Json metricsOf(const UsageSums &sums)
{
    return {{"spend", sums.spend.usd()},
            {"prompt_tokens", sums.promptTokens},
            {"completion_tokens", sums.completionTokens},
            {"cache_read_input_tokens", sums.cachedTokens},
            {"cache_creation_input_tokens", 0},
            {"total_tokens", sums.promptTokens + sums.completionTokens},
            {"successful_requests", sums.successes},
            {"failed_requests", sums.failures},
            {"api_requests", sums.requests}};
}

ActivityReport::ActivityReport(const Directory &directory)
    : m_directory(directory)
{
}

void ActivityReport::addKinds(Day &day, const ActivityRow &row)
{
    const auto addTo = [&row](Parts &parts, const QString &name) {
        if (name.isEmpty())
            return;
        Part &part = parts[name];
        part.sums.add(row.sums);
        if (!row.apiKey.isEmpty())
            part.byKey[row.apiKey].add(row.sums);
    };
    addTo(day.models, row.kind.model);
    addTo(day.groups, row.kind.modelGroup);
    addTo(day.providers, row.kind.provider);
    addTo(day.endpoints, row.kind.endpoint);
    addTo(day.entities, row.entityId);
}

void ActivityReport::add(const ActivityRow &row)
{
    addTotal(row);
    if (!row.apiKey.isEmpty())
        m_days[row.kind.day].keys[row.apiKey].add(row.sums);
}

void ActivityReport::addTotal(const ActivityRow &row)
{
    m_total.add(row.sums);
    Day &day = m_days[row.kind.day];
    day.sums.add(row.sums);
    addKinds(day, row);
}

Json ActivityReport::keysJson(const Sums &keys) const
{
    Json all = Json::object();
    for (const auto &[token, sums] : keys) {
        const auto key = m_directory.key(token.toLatin1());
        const Json metadata{{"key_alias", key ? core::toJson(key->rules.keyAlias) : Json(nullptr)},
                            {"team_id", key ? core::toJson(key->rules.teamId) : Json(nullptr)}};
        all[token.toStdString()] = {{"metrics", metricsOf(sums)}, {"metadata", metadata}};
    }
    return all;
}

Json ActivityReport::partsJson(const Parts &parts) const
{
    Json all = Json::object();
    for (const auto &[name, part] : parts)
        all[name.toStdString()] = {{"metrics", metricsOf(part.sums)},
                                   {"metadata", Json::object()},
                                   {"api_key_breakdown", keysJson(part.byKey)}};
    return all;
}

Json ActivityReport::entitiesJson(const Parts &parts, const QString &entityType) const
{
    Json all = partsJson(parts);
    if (entityType != QLatin1String("team"))
        return all;
    for (auto &[id, entry] : all.items()) {
        if (const auto team = m_directory.team(QString::fromStdString(id)))
            entry["metadata"]["team_alias"] = core::toJson(team->rules.teamAlias);
    }
    return all;
}

Json ActivityReport::dayJson(const Day &day, const QString &entityType) const
{
    return {{"metrics", metricsOf(day.sums)},
            {"breakdown",
             {{"models", partsJson(day.models)},
              {"model_groups", partsJson(day.groups)},
              {"providers", partsJson(day.providers)},
              {"endpoints", partsJson(day.endpoints)},
              {"mcp_servers", Json::object()},
              {"api_keys", keysJson(day.keys)},
              {"entities", entitiesJson(day.entities, entityType)}}}};
}

Json ActivityReport::toJson(const QString &entityType, Paging paging) const
{
    Json results = Json::array();
    for (const auto &[number, day] : m_days) {
        results.push_back(dayJson(day, entityType));
        results.back()["date"] = dateText(number);
    }
    return {{"results", std::move(results)},
            {"metadata",
             {{"total_spend", m_total.spend.usd()},
              {"total_prompt_tokens", m_total.promptTokens},
              {"total_completion_tokens", m_total.completionTokens},
              {"total_tokens", m_total.promptTokens + m_total.completionTokens},
              {"total_api_requests", m_total.requests},
              {"total_successful_requests", m_total.successes},
              {"total_failed_requests", m_total.failures},
              {"total_cache_read_input_tokens", m_total.cachedTokens},
              {"total_cache_creation_input_tokens", 0},
              {"page", paging.page},
              {"total_pages", paging.totalPages},
              {"has_more", paging.hasMore}}}};
}

} // namespace sekisho::gateway
