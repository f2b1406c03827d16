// SPDX-License-Identifier: GPL-3.0-or-later
#include "activityreport.h"

#include "daterange.h"

namespace sekisho::gateway {

using core::Json;
using core::JsonWriter;
using storage::ActivityRow;
using storage::UsageSums;

static void writeSums(JsonWriter &out, const UsageSums &sums)
{
    const auto member = [&out](const char *name, auto value) {
        out.key(name);
        out.value(value);
    };
    out.beginObject();
    member("spend", sums.spend.usd());
    member("prompt_tokens", sums.promptTokens);
    member("completion_tokens", sums.completionTokens);
    member("cache_read_input_tokens", sums.cachedTokens);
    member("cache_creation_input_tokens", std::int64_t(0));
    member("total_tokens", sums.promptTokens + sums.completionTokens);
    member("successful_requests", sums.successes);
    member("failed_requests", sums.failures);
    member("api_requests", sums.requests);
    out.endObject();
}

ActivityReport::ActivityReport(const Directory &directory, QString entityType)
    : m_directory(directory)
    , m_entityType(std::move(entityType))
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
    addSums(row);
    if (!row.apiKey.isEmpty())
        m_days[row.kind.day].keys[row.apiKey].add(row.sums);
}

void ActivityReport::addTotal(const ActivityRow &row)
{
    m_leavesKeysOut = true;
    addSums(row);
}

void ActivityReport::addSums(const ActivityRow &row)
{
    m_total.add(row.sums);
    Day &day = m_days[row.kind.day];
    day.sums.add(row.sums);
    addKinds(day, row);
}

void ActivityReport::writeKeys(JsonWriter &out, const Sums &keys) const
{
    out.beginObject();
    for (const auto &[token, sums] : keys) {
        const auto key = m_directory.key(token.toLatin1());
        out.key(token);
        out.beginObject();
        out.key("metrics");
        writeSums(out, sums);
        out.key("metadata");
        out.value(Json{{"key_alias", key ? core::toJson(key->rules.keyAlias) : Json(nullptr)},
                       {"team_id", key ? core::toJson(key->rules.teamId) : Json(nullptr)}});
        out.endObject();
    }
    out.endObject();
}

void ActivityReport::writePart(JsonWriter &out, const Part &part) const
{
    out.key("metrics");
    writeSums(out, part.sums);
    out.key("api_key_breakdown");
    writeKeys(out, part.byKey);
}

void ActivityReport::writeParts(JsonWriter &out, const Parts &parts) const
{
    out.beginObject();
    for (const auto &[name, part] : parts) {
        out.key(name);
        out.beginObject();
        writePart(out, part);
        out.key("metadata");
        out.emptyObject();
        out.endObject();
    }
    out.endObject();
}

void ActivityReport::writeEntities(JsonWriter &out, const Parts &entities) const
{
    out.beginObject();
    for (const auto &[id, entity] : entities) {
        const auto team = m_entityType == QLatin1String("team") ? m_directory.team(id) : nullptr;
        out.key(id);
        out.beginObject();
        writePart(out, entity);
        out.key("metadata");
        out.value(team ? Json{{"team_alias", core::toJson(team->rules.teamAlias)}} : Json::object());
        out.endObject();
    }
    out.endObject();
}

void ActivityReport::writeDay(JsonWriter &out, const Day &day) const
{
    const auto parts = [&](const char *name, const Parts &of) {
        out.key(name);
        writeParts(out, of);
    };
    out.key("metrics");
    writeSums(out, day.sums);
    out.key("breakdown");
    out.beginObject();
    parts("models", day.models);
    parts("model_groups", day.groups);
    parts("providers", day.providers);
    parts("endpoints", day.endpoints);
    parts("mcp_servers", {});
    out.key("api_keys");
    writeKeys(out, day.keys);
    out.key("entities");
    writeEntities(out, day.entities);
    out.endObject();
}

void ActivityReport::writeMetadata(JsonWriter &out, const Paging &paging) const
{
    Json metadata{{"total_spend", m_total.spend.usd()},
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
                  {"has_more", paging.hasMore}};
    if (m_leavesKeysOut)
        metadata["keys_left_out"] = true;
    out.value(metadata);
}

Json ActivityReport::toJson(const Paging &paging) const
{
    JsonWriter out;
    out.beginObject();
    out.key("results");
    out.beginArray();
    for (const auto &[number, day] : m_days) {
        out.beginObject();
        out.key("date");
        out.value(dateText(number));
        writeDay(out, day);
        out.endObject();
    }
    out.endArray();
    out.key("metadata");
    writeMetadata(out, paging);
    out.endObject();
    return out.take();
}

} // namespace sekisho::gateway
