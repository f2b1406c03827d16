// SPDX-License-Identifier: GPL-3.0-or-later
#include "langfusejson.h"

#include <client/failure.h>

#include <algorithm>

namespace sekisho::client {

using namespace Qt::Literals::StringLiterals;
using core::Json;
using core::Result;

namespace {

core::Failure notLangfuse()
{
    return core::fail(core::ErrorKind::Upstream, u"The answer is not one of Langfuse's API"_s, CodeNotTheApi);
}

std::optional<core::Timestamp> timeOf(const Json &object, const char *field)
{
    const auto text = core::optionalString(object, field);
    const auto time = text ? core::parseIso8601(*text) : Result<core::Timestamp>(core::Timestamp());
    return text && time ? std::optional(*time) : std::nullopt;
}

/// -1 stands for what was left out.
std::optional<double> figure(const Json &object, const char *field)
{
    const auto number = core::optionalNumber(object, field);
    return number && *number >= 0 ? number : std::nullopt;
}

bool hasId(const Json &object)
{
    return !core::stringOr(object, "id").isEmpty();
}

int countOf(const Json &list)
{
    return list.is_array() ? int(list.size()) : 0;
}

std::optional<double> costOf(const Json &object)
{
    const auto calculated = figure(object, "calculatedTotalCost");
    return calculated ? calculated : figure(core::memberOr(object, "costDetails"), "total");
}

/// The sum of the costs that are known: 0 is also what Langfuse says when none is, and then it says nothing.
std::optional<double> traceCostOf(const Json &object)
{
    const auto total = figure(object, "totalCost");
    const Json &parts = core::memberOr(object, "observations");
    const bool isKnown =
        (total && *total > 0) ||
        std::any_of(parts.begin(), parts.end(), [](const Json &part) { return costOf(part).has_value(); });
    return isKnown ? total : std::nullopt;
}

TraceSummary traceOf(const Json &object)
{
    return {.id = core::stringOr(object, "id"),
            .name = core::stringOr(object, "name"),
            .timestamp = timeOf(object, "timestamp").value_or(core::Timestamp()),
            .userId = core::stringOr(object, "userId"),
            .sessionId = core::stringOr(object, "sessionId"),
            .environment = core::stringOr(object, "environment"),
            .release = core::stringOr(object, "release"),
            .version = core::stringOr(object, "version"),
            .tags = core::stringsOr(object, "tags"),
            .input = core::memberOr(object, "input"),
            .output = core::memberOr(object, "output"),
            .metadata = core::memberOr(object, "metadata"),
            .latencySeconds = figure(object, "latency"),
            .totalCostUsd = traceCostOf(object),
            .observationCount = countOf(core::memberOr(object, "observations"))};
}

ObservationType typeOf(const QString &name)
{
    using enum ObservationType;
    static const QHash<QString, ObservationType> types{
        {u"SPAN"_s, Span},           {u"GENERATION"_s, Generation},
        {u"EVENT"_s, Event},         {u"AGENT"_s, Agent},
        {u"TOOL"_s, Tool},           {u"CHAIN"_s, Chain},
        {u"RETRIEVER"_s, Retriever}, {u"EVALUATOR"_s, Evaluator},
        {u"EMBEDDING"_s, Embedding}, {u"GUARDRAIL"_s, Guardrail},
    };
    return types.value(name, Span);
}

ObservationLevel levelOf(const QString &name)
{
    if (name == u"ERROR")
        return ObservationLevel::Error;
    if (name == u"WARNING")
        return ObservationLevel::Warning;
    return name == u"DEBUG" ? ObservationLevel::Debug : ObservationLevel::Default;
}

std::map<QString, std::int64_t> usageOf(const Json &object)
{
    std::map<QString, std::int64_t> usage;
    const Json &details = core::memberOr(object, "usageDetails");
    if (!details.is_object())
        return usage;
    for (const auto &[kind, count] : details.items()) {
        if (count.is_number())
            usage[QString::fromStdString(kind)] = count.get<std::int64_t>();
    }
    return usage;
}

/// v4 servers call the model `providedModelName` in places.
QString modelOf(const Json &object)
{
    return core::stringOr(object, "model", core::stringOr(object, "providedModelName"));
}

ObservationInfo observationOf(const Json &object)
{
    return {.id = core::stringOr(object, "id"),
            .traceId = core::stringOr(object, "traceId"),
            .parentId = core::stringOr(object, "parentObservationId"),
            .name = core::stringOr(object, "name"),
            .type = typeOf(core::stringOr(object, "type")),
            .level = levelOf(core::stringOr(object, "level")),
            .statusMessage = core::stringOr(object, "statusMessage"),
            .startTime = timeOf(object, "startTime").value_or(core::Timestamp()),
            .endTime = timeOf(object, "endTime"),
            .completionStartTime = timeOf(object, "completionStartTime"),
            .model = modelOf(object),
            .modelParameters = core::memberOr(object, "modelParameters"),
            .input = core::memberOr(object, "input"),
            .output = core::memberOr(object, "output"),
            .metadata = core::memberOr(object, "metadata"),
            .usage = usageOf(object),
            .totalCostUsd = costOf(object)};
}

SessionSummary sessionOf(const Json &object)
{
    return {core::stringOr(object, "id"), core::stringOr(object, "environment"),
            timeOf(object, "createdAt").value_or(core::Timestamp())};
}

/// Members without an id are left out.
template <typename T>
QList<T> listOf(const Json &list, T (*read)(const Json &))
{
    QList<T> items;
    if (!list.is_array())
        return items;
    for (const Json &item : list) {
        if (hasId(item))
            items.append(read(item));
    }
    return items;
}

template <typename T>
Result<LangfusePage<T>> pageOf(const Json &answer, T (*read)(const Json &))
{
    const Json &data = core::memberOr(answer, "data");
    if (!data.is_array())
        return notLangfuse();
    const Json &meta = core::memberOr(answer, "meta");
    LangfusePage<T> page{.items = listOf(data, read)};
    page.page = int(core::integerOr(meta, "page", 1));
    page.limit = int(core::integerOr(meta, "limit", page.limit));
    page.totalItems = core::integerOr(meta, "totalItems", page.items.size());
    page.totalPages = int(core::integerOr(meta, "totalPages", 1));
    return page;
}

} // namespace

Result<LangfusePage<TraceSummary>> readTracePage(const Json &answer)
{
    return pageOf(answer, traceOf);
}

Result<TraceDetail> readTraceDetail(const Json &answer)
{
    if (!hasId(answer))
        return notLangfuse();
    TraceDetail detail{traceOf(answer), listOf(core::memberOr(answer, "observations"), observationOf)};
    std::stable_sort(detail.observations.begin(), detail.observations.end(),
                     [](const auto &a, const auto &b) { return a.startTime < b.startTime; });
    return detail;
}

Result<LangfusePage<SessionSummary>> readSessionPage(const Json &answer)
{
    return pageOf(answer, sessionOf);
}

Result<SessionDetail> readSessionDetail(const Json &answer)
{
    if (!hasId(answer))
        return notLangfuse();
    SessionDetail detail{sessionOf(answer), listOf(core::memberOr(answer, "traces"), traceOf)};
    std::stable_sort(detail.traces.begin(), detail.traces.end(),
                     [](const auto &a, const auto &b) { return a.timestamp < b.timestamp; });
    return detail;
}

Result<LangfusePage<ObservationInfo>> readObservationPage(const Json &answer)
{
    return pageOf(answer, observationOf);
}

Result<QString> readHealth(const Json &answer)
{
    const auto version = core::optionalString(answer, "version");
    if (!version || core::stringOr(answer, "status").isEmpty())
        return notLangfuse();
    return *version;
}

Result<LangfuseInfo> readProjects(const Json &answer)
{
    const Json &data = core::memberOr(answer, "data");
    if (!data.is_array() || data.empty() || !hasId(data.front()))
        return notLangfuse();
    return LangfuseInfo{{}, core::stringOr(data.front(), "id"), core::stringOr(data.front(), "name")};
}

} // namespace sekisho::client
