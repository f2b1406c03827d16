// SPDX-License-Identifier: GPL-3.0-or-later
#include "spanmetadata.h"

#include <array>

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;
using core::Json;

namespace {

void addWhole(Json &metadata, const Json &value)
{
    const Json parsed = parsedIfJson(value);
    if (parsed.is_object())
        mergeDeeply(metadata, parsed);
    else if (!parsed.is_null())
        metadata["metadata"] = parsed;
}

void addFrom(Json &metadata, const Attributes &attributes, const std::string &key)
{
    if (const Json *whole = firstOf(attributes, {key}))
        addWhole(metadata, *whole);
    const std::string prefix = key + '.';
    for (auto it = attributes.lower_bound(prefix); it != attributes.end() && it->first.starts_with(prefix);
         ++it)
        metadata[it->first.substr(prefix.size())] = parsedIfJson(it->second);
}

/// What a field was made of needs no second copy.
bool isMapped(const std::string &key)
{
    static constexpr std::array Prefixes{"langfuse.", "gen_ai.prompt.", "gen_ai.completion.",
                                         "llm.input_messages.", "llm.output_messages."};
    static constexpr std::array Keys{"input.value",
                                     "output.value",
                                     "input",
                                     "output",
                                     "gen_ai.input.messages",
                                     "gen_ai.output.messages",
                                     "traceloop.entity.input",
                                     "traceloop.entity.output"};
    return std::any_of(Prefixes.begin(), Prefixes.end(), [&](const char *p) { return key.starts_with(p); }) ||
           std::find(Keys.begin(), Keys.end(), key) != Keys.end();
}

Json otherAttributes(const Attributes &attributes)
{
    Json others = Json::object();
    for (const auto &[key, value] : attributes) {
        if (!isMapped(key))
            others[key] = textOf(value);
    }
    return others;
}

Json scopeObject(const OtlpScope &scope)
{
    return {{"name", scope.name}, {"version", scope.version}, {"attributes", Json(scope.attributes)}};
}

} // namespace

Json givenMetadata(const Attributes &attributes, MetadataOf target)
{
    Json metadata = Json::object();
    addFrom(metadata, attributes, "langfuse.metadata");
    addFrom(metadata, attributes,
            target == MetadataOf::Trace ? "langfuse.trace.metadata" : "langfuse.observation.metadata");
    if (target == MetadataOf::Observation)
        addFrom(metadata, attributes, "ai.telemetry.metadata");
    return metadata;
}

Json metadataOf(const OtlpSource &source, MetadataOf target)
{
    Json metadata = givenMetadata(source.span.attributes, target);
    if (!source.scope.name.startsWith(u"langfuse-sdk"))
        metadata["attributes"] = otherAttributes(source.span.attributes);
    metadata["resourceAttributes"] = Json(source.resource);
    metadata["scope"] = scopeObject(source.scope);
    return metadata;
}

void mergeDeeply(Json &target, const Json &addition)
{
    for (const auto &[key, value] : addition.items()) {
        Json &member = target[key];
        if (member.is_object() && value.is_object())
            mergeDeeply(member, value);
        else
            member = value;
    }
}

} // namespace sekisho::traces
