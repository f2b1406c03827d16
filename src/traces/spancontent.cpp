// SPDX-License-Identifier: GPL-3.0-or-later
#include "spancontent.h"

#include <array>
#include <charconv>

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;
using core::Json;

namespace {

struct KeyPair {
    std::string_view input;
    std::string_view output;
};

constexpr std::array BeforeFlattened{
    KeyPair{"genkit:input", "genkit:output"},
    KeyPair{"ai.prompt.messages", "ai.response.text"},
    KeyPair{"ai.prompt", "ai.response.text"},
    KeyPair{"ai.toolCall.args", "ai.toolCall.result"},
    KeyPair{"gcp.vertex.agent.llm_request", "gcp.vertex.agent.llm_response"},
    KeyPair{"prompt", "all_messages_events"},
    KeyPair{"lk.input_text", "lk.response.text"},
    KeyPair{"mlflow.spanInputs", "mlflow.spanOutputs"},
    KeyPair{"traceloop.entity.input", "traceloop.entity.output"},
    KeyPair{"input.value", "output.value"},
    KeyPair{"input", "output"},
    KeyPair{"tool_arguments", "tool_response"},
};
constexpr std::array Flattened{
    KeyPair{"gen_ai.prompt.", "gen_ai.completion."},
    KeyPair{"llm.input_messages.", "llm.output_messages."},
};

SpanContent byKeys(const Attributes &attributes, KeyPair keys)
{
    return {firstText(attributes, {keys.input}), firstText(attributes, {keys.output})};
}

bool isEmpty(const SpanContent &content)
{
    return !content.input && !content.output;
}

std::optional<QString> listText(const Json &list)
{
    return list.empty() ? std::nullopt : std::optional(textOf(list));
}

/// The role is in the event's name: gen_ai.user.message.
SpanContent fromMessageEvents(const OtlpSpan &span)
{
    Json input = Json::array();
    Json output = Json::array();
    for (const OtlpEvent &event : span.events) {
        Json message = event.attributes;
        if (event.name == u"gen_ai.choice") {
            output.push_back(std::move(message));
        } else if (event.name.startsWith(u"gen_ai.") && event.name.endsWith(u".message")) {
            if (!message.contains("role"))
                message["role"] = event.name.section(u'.', 1, 1);
            input.push_back(std::move(message));
        }
    }
    return {listText(input), output.size() == 1 ? std::optional(textOf(output[0])) : listText(output)};
}

SpanContent fromContentEvents(const OtlpSpan &span)
{
    SpanContent content;
    for (const OtlpEvent &event : span.events) {
        if (event.name == u"gen_ai.content.prompt")
            content.input = firstText(event.attributes, {"gen_ai.prompt"});
        else if (event.name == u"gen_ai.content.completion")
            content.output = firstText(event.attributes, {"gen_ai.completion"});
    }
    return content;
}

/// "3.message.role" to 3 and "role".
std::optional<std::pair<std::size_t, std::string>> splitIndex(std::string_view key)
{
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
    if (error != std::errc() || end == key.data() + key.size() || *end != '.')
        return std::nullopt;
    std::string_view rest = key.substr(std::size_t(end - key.data()) + 1);
    if (rest.starts_with("message."))
        rest.remove_prefix(8);
    return std::pair(index, std::string(rest));
}

/// Rebuilds "prefix.0.role", "prefix.0.content", "prefix.1.role" ... into a list of messages.
std::optional<QString> unflattened(const Attributes &attributes, std::string_view prefix)
{
    constexpr std::size_t MostMessages = 10001;
    std::map<std::size_t, Json> messages;
    for (auto it = attributes.lower_bound(prefix); it != attributes.end() && it->first.starts_with(prefix);
         ++it) {
        const auto place = splitIndex(std::string_view(it->first).substr(prefix.size()));
        if (place && place->first < MostMessages)
            messages[place->first][place->second] = it->second;
    }
    Json list = Json::array();
    for (auto &[index, message] : messages)
        list.push_back(std::move(message));
    return listText(list);
}

/// The current conventions keep the system message apart.
SpanContent fromGenAiMessages(const Attributes &attributes)
{
    SpanContent content = byKeys(attributes, {"gen_ai.input.messages", "gen_ai.output.messages"});
    const Json *system = firstOf(attributes, {"gen_ai.system_instructions"});
    Json messages = content.input ? parsedIfJson(*content.input) : Json::array();
    if (system && messages.is_array()) {
        messages.insert(messages.begin(), {{"role", "system"}, {"content", parsedIfJson(*system)}});
        content.input = textOf(messages);
    }
    return content;
}

} // namespace

SpanContent contentOf(const OtlpSpan &span)
{
    const Attributes &attributes = span.attributes;
    SpanContent content = byKeys(attributes, {"langfuse.observation.input", "langfuse.observation.output"});
    for (const auto fromEvents : {fromMessageEvents, fromContentEvents}) {
        if (isEmpty(content))
            content = fromEvents(span);
    }
    for (const KeyPair keys : BeforeFlattened) {
        if (isEmpty(content))
            content = byKeys(attributes, keys);
    }
    for (const KeyPair prefixes : Flattened) {
        if (isEmpty(content))
            content = {unflattened(attributes, prefixes.input), unflattened(attributes, prefixes.output)};
    }
    if (isEmpty(content))
        content = fromGenAiMessages(attributes);
    return isEmpty(content) ? byKeys(attributes, {"gen_ai.tool.call.arguments", "gen_ai.tool.call.result"})
                            : content;
}

} // namespace sekisho::traces
