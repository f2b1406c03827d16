// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracejson.h"

#include "otlpspan.h"

#include <QUrl>

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;
using core::Json;

namespace {

constexpr double LeftOut = -1;

Json timeOrNull(const std::optional<SpanTime> &time)
{
    return time ? Json(apiTime(*time)) : Json(nullptr);
}

/// Stored text that is JSON is answered as what it says.
Json content(const std::optional<QString> &text)
{
    return text ? parsedIfJson(Json(*text)) : Json(nullptr);
}

/// The API's resolution is the millisecond, so that latency is the difference of the times shown.
double secondsBetween(SpanTime start, SpanTime end)
{
    using std::chrono::floor;
    using std::chrono::milliseconds;
    return double((floor<milliseconds>(end) - floor<milliseconds>(start)).count()) / 1000;
}

Json secondsSince(SpanTime start, const std::optional<SpanTime> &end)
{
    return end ? Json(secondsBetween(start, *end)) : Json(nullptr);
}

std::int64_t sumOf(const std::map<QString, std::int64_t> &usage, const QString &part)
{
    std::int64_t sum = 0;
    for (const auto &[kind, count] : usage)
        sum += kind.contains(part) ? count : 0;
    return sum;
}

std::int64_t totalOf(const std::map<QString, std::int64_t> &usage)
{
    const auto total = usage.find(u"total"_s);
    return total == usage.end() ? 0 : total->second;
}

template <typename T>
Json amounts(const std::map<QString, T> &values)
{
    Json object = Json::object();
    for (const auto &[kind, amount] : values)
        object[kind.toStdString()] = amount;
    return object;
}

Json costOf(const Observation &observation, const QString &kind)
{
    const auto it = observation.cost.find(kind);
    return it == observation.cost.end() ? Json(nullptr) : Json(it->second);
}

void addUsage(Json &object, const Observation &observation)
{
    const auto input = sumOf(observation.usage, u"input"_s);
    const auto output = sumOf(observation.usage, u"output"_s);
    const auto total = totalOf(observation.usage);
    object["usageDetails"] = amounts(observation.usage);
    object["usage"] = {{"unit", "TOKENS"}, {"input", input}, {"output", output}, {"total", total}};
    object["unit"] = "TOKENS";
    object["promptTokens"] = input;
    object["completionTokens"] = output;
    object["totalTokens"] = total;
}

void addCost(Json &object, const Observation &observation)
{
    object["costDetails"] = amounts(observation.cost);
    if (observation.totalCost)
        object["costDetails"]["total"] = *observation.totalCost;
    object["calculatedInputCost"] = costOf(observation, u"input"_s);
    object["calculatedOutputCost"] = costOf(observation, u"output"_s);
    object["calculatedTotalCost"] = core::toJson(observation.totalCost);
    // There is no model table here, hence no price that a cost was worked out from.
    for (const char *price :
         {"modelId", "inputPrice", "outputPrice", "totalPrice", "usagePricingTierName", "usagePricingTierId"})
        object[price] = nullptr;
}

void addTiming(Json &object, const Observation &observation)
{
    object["startTime"] = apiTime(observation.startTime);
    object["endTime"] = timeOrNull(observation.endTime);
    object["completionStartTime"] = timeOrNull(observation.completionStartTime);
    object["latency"] = secondsSince(observation.startTime, observation.endTime);
    object["timeToFirstToken"] = secondsSince(observation.startTime, observation.completionStartTime);
    object["createdAt"] = apiTime(observation.createdAt);
    object["updatedAt"] = apiTime(observation.updatedAt);
}

void addPrompt(Json &object, const Observation &observation)
{
    object["promptId"] = nullptr;
    object["promptName"] = core::toJson(observation.promptName);
    object["promptVersion"] = core::toJson(observation.promptVersion);
}

QString pagePath(const QString &traceId, const Project &project)
{
    return u"/project/%1/traces/%2"_s.arg(project.id, QString::fromLatin1(QUrl::toPercentEncoding(traceId)));
}

} // namespace

TraceFields TraceFields::fromText(const std::optional<QString> &text)
{
    if (!text)
        return {};
    const QStringList groups = text->split(u',');
    return {groups.contains(u"io"), groups.contains(u"scores"), groups.contains(u"observations"),
            groups.contains(u"metrics")};
}

QString apiTime(SpanTime time)
{
    const auto millis = std::chrono::floor<std::chrono::milliseconds>(time).time_since_epoch().count();
    return QDateTime::fromMSecsSinceEpoch(millis, Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss.zzzZ"_s);
}

Json traceJson(const Trace &trace, const Project &project)
{
    return {{"id", trace.id},
            {"timestamp", apiTime(trace.timestamp)},
            {"name", core::toJson(trace.name)},
            {"input", content(trace.input)},
            {"output", content(trace.output)},
            {"sessionId", core::toJson(trace.sessionId)},
            {"release", core::toJson(trace.release)},
            {"version", core::toJson(trace.version)},
            {"userId", core::toJson(trace.userId)},
            {"metadata", trace.metadata},
            {"tags", core::toJson(trace.tags)},
            {"public", trace.isPublic},
            {"environment", trace.environment},
            {"externalId", nullptr},
            {"projectId", project.id},
            {"bookmarked", trace.bookmarked},
            {"createdAt", apiTime(trace.createdAt)},
            {"updatedAt", apiTime(trace.updatedAt)}};
}

Json traceJson(const TraceOverview &overview, const TraceFields &fields, const Project &project)
{
    Json object = traceJson(overview.trace, project);
    if (!fields.io) {
        for (const char *field : {"input", "output", "metadata"})
            object.erase(field);
    }
    object["htmlPath"] = pagePath(overview.trace.id, project);
    const double latency =
        overview.start && overview.end ? secondsBetween(*overview.start, *overview.end) : 0;
    object["latency"] = fields.metrics ? latency : LeftOut;
    object["totalCost"] = fields.metrics ? overview.totalCost.usd() : LeftOut;
    object["observations"] = fields.observations ? core::toJson(overview.observationIds) : Json::array();
    object["scores"] = Json::array();
    return object;
}

Json observationJson(const Observation &observation, const Project &project)
{
    Json object{{"id", observation.id},
                {"projectId", project.id},
                {"traceId", observation.traceId},
                {"parentObservationId", core::toJson(observation.parentId)},
                {"name", core::toJson(observation.name)},
                {"type", observation.type},
                {"environment", observation.environment},
                {"version", core::toJson(observation.version)},
                {"input", content(observation.input)},
                {"output", content(observation.output)},
                {"metadata", observation.metadata},
                {"level", observation.level},
                {"statusMessage", core::toJson(observation.statusMessage)},
                {"model", core::toJson(observation.model)},
                {"modelParameters", observation.modelParameters}};
    addTiming(object, observation);
    addUsage(object, observation);
    addCost(object, observation);
    addPrompt(object, observation);
    return object;
}

Json sessionJson(const TraceSession &session, const Project &project)
{
    return {{"id", session.id},
            {"createdAt", apiTime(session.createdAt)},
            {"projectId", project.id},
            {"environment", session.environment}};
}

} // namespace sekisho::traces
