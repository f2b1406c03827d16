// SPDX-License-Identifier: GPL-3.0-or-later
#include "turnexport.h"

#include <core/ids.h>

namespace sekisho::client {

using namespace Qt::Literals::StringLiterals;
using core::Json;

namespace {

constexpr int SpanIdBytes = 8;
constexpr int StatusError = 2;
constexpr auto TraceName = "chat-completion";

/// Collects the attributes of a span in OTLP's form; empty text is left out.
class AttributeList
{
public:
    void add(const std::string &key, const QString &text)
    {
        if (!text.isEmpty())
            m_list.push_back({{"key", key}, {"value", {{"stringValue", text}}}});
    }
    void add(const std::string &key, const char *text) { add(key, QString::fromUtf8(text)); }
    void addJson(const std::string &key, const Json &value)
    {
        add(key, value.is_string() ? value.get<QString>() : QString::fromUtf8(core::toJsonBytes(value)));
    }
    void addList(const std::string &key, const QStringList &texts)
    {
        Json values = Json::array();
        for (const QString &text : texts)
            values.push_back({{"stringValue", text}});
        if (!texts.isEmpty())
            m_list.push_back({{"key", key}, {"value", {{"arrayValue", {{"values", values}}}}}});
    }
    const Json &list() const { return m_list; }

private:
    Json m_list = Json::array();
};

QString nanos(core::Timestamp time)
{
    return QString::number(core::toMicros(time)) + u"000"_s;
}

QString environmentOf(const ChatTurnTrace &turn)
{
    return turn.environment.isEmpty() ? u"default"_s : turn.environment;
}

void addTraceFields(AttributeList &attributes, const ChatTurnTrace &turn)
{
    attributes.add("langfuse.trace.name", TraceName);
    attributes.add("session.id", turn.sessionId);
    attributes.add("user.id", turn.userId);
    attributes.add("langfuse.environment", environmentOf(turn));
    attributes.addList("langfuse.trace.tags", turn.tags);
}

void addTraceMetadata(AttributeList &attributes, const ChatTurnTrace &turn)
{
    attributes.add("langfuse.trace.metadata.gateway_call_id", turn.gatewayCallId);
    for (const auto &[key, value] : turn.metadata.items())
        attributes.addJson("langfuse.trace.metadata." + key, value);
}

void addContent(AttributeList &attributes, const ChatTurnTrace &turn)
{
    attributes.addJson("langfuse.observation.input", turn.inputMessages);
    attributes.add("langfuse.observation.output", turn.outputText);
}

void addError(AttributeList &attributes, const ChatTurnTrace &turn)
{
    if (turn.error.isEmpty())
        return;
    attributes.add("langfuse.observation.level", "ERROR");
    attributes.add("langfuse.observation.status_message", turn.error);
}

Json usageJson(const ChatTurnTrace &turn)
{
    Json usage = Json::object();
    for (const auto &[kind, count] : turn.usage)
        usage[kind.toStdString()] = count;
    return usage;
}

void addGeneration(AttributeList &attributes, const ChatTurnTrace &turn)
{
    attributes.add("langfuse.observation.type", "generation");
    attributes.add("langfuse.observation.model.name", turn.model);
    attributes.addJson("langfuse.observation.model.parameters", turn.modelParameters);
    if (!turn.usage.empty())
        attributes.addJson("langfuse.observation.usage_details", usageJson(turn));
    if (turn.costUsd)
        attributes.addJson("langfuse.observation.cost_details", {{"total", *turn.costUsd}});
    if (turn.firstTokenTime)
        attributes.add("langfuse.observation.completion_start_time", core::toIso8601(*turn.firstTokenTime));
}

struct SpanPlace {
    QString id;
    QString parentId;
    QString name;
};

Json spanJson(const SpanPlace &place, const ChatTurnTrace &turn, AttributeList attributes)
{
    addTraceFields(attributes, turn);
    addError(attributes, turn);
    Json span{{"traceId", turn.traceId},
              {"spanId", place.id},
              {"name", place.name},
              {"kind", 1},
              {"startTimeUnixNano", nanos(turn.startTime)},
              {"endTimeUnixNano", nanos(std::max(turn.startTime, turn.endTime))},
              {"attributes", attributes.list()}};
    if (!place.parentId.isEmpty())
        span["parentSpanId"] = place.parentId;
    if (!turn.error.isEmpty())
        span["status"] = {{"code", StatusError}, {"message", turn.error}};
    return span;
}

Json rootSpan(const QString &id, const ChatTurnTrace &turn)
{
    AttributeList attributes;
    attributes.add("langfuse.observation.type", "span");
    attributes.addJson("langfuse.trace.input", turn.inputMessages);
    attributes.add("langfuse.trace.output", turn.outputText);
    addTraceMetadata(attributes, turn);
    addContent(attributes, turn);
    return spanJson({id, {}, QString::fromUtf8(TraceName)}, turn, attributes);
}

Json callSpan(const SpanPlace &place, const ChatTurnTrace &turn)
{
    AttributeList attributes;
    attributes.add("langfuse.observation.type", "span");
    attributes.add("langfuse.observation.metadata.gateway_call_id", turn.gatewayCallId);
    addContent(attributes, turn);
    return spanJson(place, turn, attributes);
}

Json generationSpan(const SpanPlace &place, const ChatTurnTrace &turn)
{
    AttributeList attributes;
    addGeneration(attributes, turn);
    addContent(attributes, turn);
    return spanJson(place, turn, attributes);
}

} // namespace

Json turnExport(const ChatTurnTrace &turn)
{
    const QString root = core::randomHex(SpanIdBytes);
    const QString call = core::randomHex(SpanIdBytes);
    const QString generation = core::randomHex(SpanIdBytes);
    const Json spans = Json::array({rootSpan(root, turn), callSpan({call, root, u"call gateway"_s}, turn),
                                    generationSpan({generation, call, turn.model}, turn)});
    AttributeList resource;
    resource.add("service.name", "sekisho");
    resource.add("deployment.environment.name", environmentOf(turn));
    const Json scopeSpans{{"scope", {{"name", "sekisho"}}}, {"spans", spans}};
    const Json resourceSpans{{"resource", {{"attributes", resource.list()}}},
                             {"scopeSpans", Json::array({scopeSpans})}};
    return Json{{"resourceSpans", Json::array({resourceSpans})}};
}

} // namespace sekisho::client
