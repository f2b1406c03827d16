// SPDX-License-Identifier: GPL-3.0-or-later
#include "observationtype.h"

#include <QVersionNumber>

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;

namespace {

using Names = QHash<QString, QString>;

std::optional<QString> lookUp(const Names &names, const std::optional<QString> &key)
{
    const auto it = key ? names.find(*key) : names.end();
    return it == names.end() ? std::nullopt : std::optional(*it);
}

/// Python SDKs up to 3.3 called generations spans.
bool isOldPythonGeneration(const OtlpSource &source)
{
    const auto &attributes = source.span.attributes;
    if (firstText(attributes, {"langfuse.observation.type"}) != u"span"_s ||
        source.scope.name != u"langfuse-sdk" ||
        firstText(source.resource, {"telemetry.sdk.language"}) != u"python"_s)
        return false;
    if (QVersionNumber::fromString(source.scope.version) >= QVersionNumber(3, 4))
        return false;
    return firstOf(attributes, {"langfuse.observation.model.name", "langfuse.observation.model.parameters",
                                "langfuse.observation.cost_details", "langfuse.observation.usage_details",
                                "langfuse.observation.completion_start_time",
                                "langfuse.observation.prompt.name", "langfuse.observation.prompt.version"}) !=
           nullptr;
}

std::optional<QString> givenType(const Attributes &attributes)
{
    static const QStringList known{u"span"_s,      u"generation"_s, u"event"_s, u"embedding"_s,
                                   u"agent"_s,     u"tool"_s,       u"chain"_s, u"retriever"_s,
                                   u"guardrail"_s, u"evaluator"_s};
    const auto type = firstText(attributes, {"langfuse.observation.type"});
    return type && known.contains(*type) ? std::optional(type->toUpper()) : std::nullopt;
}

std::optional<QString> openInferenceType(const Attributes &attributes)
{
    static const Names types{{u"LLM"_s, u"GENERATION"_s},      {u"CHAIN"_s, u"CHAIN"_s},
                             {u"RETRIEVER"_s, u"RETRIEVER"_s}, {u"EMBEDDING"_s, u"EMBEDDING"_s},
                             {u"AGENT"_s, u"AGENT"_s},         {u"TOOL"_s, u"TOOL"_s},
                             {u"GUARDRAIL"_s, u"GUARDRAIL"_s}, {u"EVALUATOR"_s, u"EVALUATOR"_s}};
    return lookUp(types, firstText(attributes, {"openinference.span.kind"}));
}

std::optional<QString> genAiType(const Attributes &attributes)
{
    static const Names types{{u"chat"_s, u"GENERATION"_s},
                             {u"completion"_s, u"GENERATION"_s},
                             {u"text_completion"_s, u"GENERATION"_s},
                             {u"generate_content"_s, u"GENERATION"_s},
                             {u"generate"_s, u"GENERATION"_s},
                             {u"embeddings"_s, u"EMBEDDING"_s},
                             {u"invoke_agent"_s, u"AGENT"_s},
                             {u"create_agent"_s, u"AGENT"_s},
                             {u"execute_tool"_s, u"TOOL"_s}};
    return lookUp(types, firstText(attributes, {"gen_ai.operation.name"}));
}

std::optional<QString> genkitType(const Attributes &attributes)
{
    static const Names types{{u"model"_s, u"GENERATION"_s},   {u"background-model"_s, u"GENERATION"_s},
                             {u"embedder"_s, u"EMBEDDING"_s}, {u"tool"_s, u"TOOL"_s},
                             {u"tool.v2"_s, u"TOOL"_s},       {u"retriever"_s, u"RETRIEVER"_s},
                             {u"evaluator"_s, u"EVALUATOR"_s}};
    return lookUp(types, firstText(attributes, {"genkit:metadata:subtype"}));
}

std::optional<QString> vercelType(const Attributes &attributes)
{
    const QString operation = firstText(attributes, {"operation.name", "ai.operationId"}).value_or(QString());
    if (operation.startsWith(u"ai.toolCall"))
        return u"TOOL"_s;
    if (!namesModel(attributes))
        return std::nullopt;
    for (const auto &start : {u"ai.generateText.doGenerate"_s, u"ai.streamText.doStream"_s,
                              u"ai.generateObject.doGenerate"_s, u"ai.streamObject.doStream"_s}) {
        if (operation.startsWith(start))
            return u"GENERATION"_s;
    }
    return operation.startsWith(u"ai.embed") && operation.contains(u".doEmbed")
               ? std::optional(u"EMBEDDING"_s)
               : std::nullopt;
}

} // namespace

QString observationTypeOf(const OtlpSource &source)
{
    if (isOldPythonGeneration(source))
        return u"GENERATION"_s;
    const auto &attributes = source.span.attributes;
    for (const auto rule : {givenType, openInferenceType, genAiType, genkitType, vercelType}) {
        if (const auto type = rule(attributes))
            return *type;
    }
    if (firstOf(attributes, {"gen_ai.tool.name", "gen_ai.tool.call.id"}))
        return u"TOOL"_s;
    return namesModel(attributes) ? u"GENERATION"_s : u"SPAN"_s;
}

bool namesModel(const Attributes &attributes)
{
    return modelOf(attributes).has_value();
}

std::optional<QString> modelOf(const Attributes &attributes)
{
    return firstText(attributes, {"langfuse.observation.model.name", "gen_ai.response.model", "ai.model.id",
                                  "gen_ai.request.model", "llm.response.model", "llm.model_name", "model"});
}

std::optional<QString> levelFor(const QString &name)
{
    static const Names levels{
        {u"DEBUG"_s, u"DEBUG"_s},     {u"TRACE"_s, u"DEBUG"_s},    {u"VERBOSE"_s, u"DEBUG"_s},
        {u"DEFAULT"_s, u"DEFAULT"_s}, {u"INFO"_s, u"DEFAULT"_s},   {u"LOG"_s, u"DEFAULT"_s},
        {u"NOTICE"_s, u"DEFAULT"_s},  {u"OK"_s, u"DEFAULT"_s},     {u"SUCCESS"_s, u"DEFAULT"_s},
        {u"WARNING"_s, u"WARNING"_s}, {u"WARN"_s, u"WARNING"_s},   {u"ERROR"_s, u"ERROR"_s},
        {u"FATAL"_s, u"ERROR"_s},     {u"CRITICAL"_s, u"ERROR"_s},
    };
    return lookUp(levels, name.toUpper());
}

} // namespace sekisho::traces
