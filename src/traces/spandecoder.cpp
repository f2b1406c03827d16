// SPDX-License-Identifier: GPL-3.0-or-later
#include "spandecoder.h"

#include "observationtype.h"
#include "otlpreader.h"
#include "spancontent.h"
#include "spanmetadata.h"
#include "spanusage.h"

#include <QRegularExpression>

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;
using core::Json;

namespace {

QString nameFor(const OtlpSpan &span)
{
    if (const auto name = firstText(span.attributes,
                                    {"gen_ai.tool.name", "genkit:name", "logfire.msg", "ai.toolCall.name"}))
        return *name;
    const auto operation = firstText(span.attributes, {"ai.operationId"});
    if (!operation)
        return span.name;
    const auto function = firstText(span.attributes, {"ai.telemetry.functionId"});
    return function ? *function + u':' + *operation : *operation;
}

QString levelOf(const OtlpSpan &span)
{
    const auto given = firstText(span.attributes, {"langfuse.observation.level"});
    if (const auto level = given ? levelFor(*given) : std::nullopt)
        return *level;
    return span.statusCode == 2 ? u"ERROR"_s : u"DEFAULT"_s;
}

std::optional<QString> nonEmpty(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

std::optional<SpanTime> completionStart(const OtlpSpan &span)
{
    if (auto given = firstText(span.attributes, {"langfuse.observation.completion_start_time"})) {
        const auto time = core::parseIso8601(given->remove(u'"'));
        return time ? std::optional<SpanTime>(*time) : std::nullopt;
    }
    const Json *wait = firstOf(span.attributes, {"ai.response.msToFirstChunk", "ai.stream.msToFirstChunk"});
    if (!wait || !wait->is_number())
        return std::nullopt;
    const std::chrono::duration<double, std::milli> elapsed(wait->get<double>());
    return span.start + std::chrono::round<std::chrono::nanoseconds>(elapsed);
}

Json requestParameters(const Attributes &attributes)
{
    Json parameters = Json::object();
    for (const std::string_view prefix : {"gen_ai.request.", "llm.invocation_parameters."}) {
        for (auto it = attributes.lower_bound(prefix);
             it != attributes.end() && it->first.starts_with(prefix); ++it) {
            const std::string name = it->first.substr(prefix.size());
            if (name != "model")
                parameters[name] = it->second;
        }
    }
    return parameters;
}

Json modelParameters(const Attributes &attributes)
{
    const Json *given = firstOf(
        attributes, {"langfuse.observation.model.parameters", "llm.invocation_parameters", "model_config"});
    Json parsed = given ? parsedIfJson(*given) : Json();
    return parsed.is_object() ? parsed : requestParameters(attributes);
}

void readPrompt(const Attributes &attributes, Observation &observation)
{
    observation.promptName =
        firstText(attributes, {"langfuse.observation.prompt.name", "langfuse.prompt.name"});
    const auto version =
        firstText(attributes, {"langfuse.observation.prompt.version", "langfuse.prompt.version"});
    bool ok = false;
    const qlonglong number = version ? version->toLongLong(&ok) : 0;
    if (ok)
        observation.promptVersion = number;
}

void readGeneration(const OtlpSpan &span, Observation &observation)
{
    observation.completionStartTime = completionStart(span);
    observation.model = modelOf(span.attributes);
    observation.modelParameters = modelParameters(span.attributes);
    observation.usage = usageOf(span.attributes);
    observation.cost = costOf(span.attributes);
    observation.totalCost = totalCostOf(observation.cost);
    if (observation.type == u"GENERATION")
        readPrompt(span.attributes, observation);
}

/// Each key is looked for at the span, then at the resource.
std::optional<QString> hereOrInResource(const OtlpSource &source,
                                        std::initializer_list<std::string_view> keys)
{
    for (const std::string_view key : keys) {
        if (auto here = firstText(source.span.attributes, {key}))
            return here;
        if (auto there = firstText(source.resource, {key}))
            return there;
    }
    return std::nullopt;
}

std::optional<QString> environmentOf(const OtlpSource &source)
{
    const auto name = hereOrInResource(
        source, {"langfuse.environment", "deployment.environment.name", "deployment.environment"});
    return name ? std::optional(normalisedEnvironment(*name)) : std::nullopt;
}

std::optional<QString> versionOf(const OtlpSource &source)
{
    const auto given = firstText(source.span.attributes, {"langfuse.version"});
    return given ? given : firstText(source.resource, {"service.version"});
}

QStringList tagsOf(const Attributes &attributes)
{
    const Json *given = firstOf(
        attributes, {"langfuse.trace.tags", "langfuse.tags", "langfuse.observation.metadata.langfuse_tags",
                     "langfuse.trace.metadata.langfuse_tags", "ai.telemetry.metadata.tags", "tag.tags"});
    if (!given)
        return {};
    const Json list = parsedIfJson(*given);
    QStringList tags;
    if (list.is_array()) {
        for (const Json &tag : list)
            tags.append(textOf(tag));
    } else {
        for (const QString &tag : textOf(*given).split(u','))
            tags.append(tag.trimmed());
    }
    tags.removeAll(QString());
    return tags;
}

bool saysTrue(const Json *value)
{
    return value && textOf(*value) == u"true";
}

Observation observationOf(const OtlpSource &source)
{
    const OtlpSpan &span = source.span;
    Observation observation;
    observation.traceId = span.traceId;
    observation.id = span.spanId;
    observation.parentId = nonEmpty(span.parentSpanId);
    observation.type = observationTypeOf(source);
    observation.name = nonEmpty(nameFor(span));
    observation.environment = environmentOf(source).value_or(u"default"_s);
    observation.startTime = span.start;
    observation.endTime = span.end;
    observation.level = levelOf(span);
    const auto status = firstText(span.attributes, {"langfuse.observation.status_message"});
    observation.statusMessage = status ? status : nonEmpty(span.statusMessage);
    observation.version = versionOf(source);
    auto content = contentOf(span);
    observation.input = std::move(content.input);
    observation.output = std::move(content.output);
    observation.metadata = metadataOf(source, MetadataOf::Observation);
    readGeneration(span, observation);
    return observation;
}

void readPeople(const Attributes &attributes, TraceUpdate &update)
{
    update.userId = firstText(
        attributes, {"langfuse.user.id", "user.id", "langfuse.observation.metadata.langfuse_user_id",
                     "langfuse.trace.metadata.langfuse_user_id", "ai.telemetry.metadata.userId"});
    update.sessionId = firstText(attributes, {"langfuse.session.id", "session.id", "gen_ai.conversation.id",
                                              "langfuse.observation.metadata.langfuse_session_id",
                                              "langfuse.trace.metadata.langfuse_session_id",
                                              "ai.telemetry.metadata.sessionId"});
}

TraceUpdate updateOf(const OtlpSource &source, const Observation &observation)
{
    const Attributes &attributes = source.span.attributes;
    TraceUpdate update;
    update.traceId = observation.traceId;
    update.timestamp = observation.startTime;
    update.isRoot = !observation.parentId || saysTrue(firstOf(attributes, {"langfuse.internal.as_root"}));
    update.name = firstText(attributes, {"langfuse.trace.name"});
    update.spanName = observation.name;
    readPeople(attributes, update);
    update.release = hereOrInResource(source, {"langfuse.release"});
    update.version = versionOf(source);
    update.environment = environmentOf(source);
    update.tags = tagsOf(attributes);
    update.input = firstText(attributes, {"langfuse.trace.input"});
    update.output = firstText(attributes, {"langfuse.trace.output"});
    update.spanInput = observation.input;
    update.spanOutput = observation.output;
    update.metadata =
        update.isRoot ? metadataOf(source, MetadataOf::Trace) : givenMetadata(attributes, MetadataOf::Trace);
    if (const Json *given = firstOf(attributes, {"langfuse.trace.public", "langfuse.public"}))
        update.isPublic = saysTrue(given);
    return update;
}

} // namespace

SpanRecord decodeSpan(const OtlpSource &source)
{
    SpanRecord record{.observation = observationOf(source)};
    record.trace = updateOf(source, record.observation);
    return record;
}

core::Result<QList<SpanRecord>> decodeOtlp(const Json &request, SpanTime now)
{
    QList<SpanRecord> records;
    const auto read =
        readOtlp(request, now, [&](const OtlpSource &source) { records.append(decodeSpan(source)); });
    if (!read)
        return core::fail(read.error());
    return records;
}

QString normalisedEnvironment(const QString &name)
{
    static const QRegularExpression ownPrefix(u"^(langfuse[-_]?)+"_s);
    static const QRegularExpression allowed(u"^[a-z0-9_-]+$"_s);
    constexpr int Longest = 40;
    const QString cleaned = name.toLower().remove(ownPrefix).left(Longest);
    return allowed.match(cleaned).hasMatch() ? cleaned : u"default"_s;
}

} // namespace sekisho::traces
