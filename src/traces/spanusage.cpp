// SPDX-License-Identifier: GPL-3.0-or-later
#include "spanusage.h"

#include <cmath>

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;
using core::Json;

namespace {

constexpr double LargestCount = 9e15;

std::optional<double> amountOf(const Json &value)
{
    bool ok = value.is_number();
    const double amount = ok                  ? value.get<double>()
                          : value.is_string() ? value.get<QString>().toDouble(&ok)
                                              : 0;
    return ok && std::isfinite(amount) && amount >= 0 ? std::optional(amount) : std::nullopt;
}

std::optional<std::int64_t> countOf(const Json &value)
{
    const auto amount = amountOf(value);
    return amount && *amount < LargestCount ? std::optional(std::int64_t(*amount)) : std::nullopt;
}

/// Details of OpenAI's usage objects: "input_<kind>", taken out of the whole.
void splitDetails(const Json &details, const QString &whole, Usage &usage)
{
    if (!details.is_object())
        return;
    for (const auto &[kind, value] : details.items()) {
        const auto count = countOf(value);
        if (!count)
            continue;
        usage[whole + u'_' + QString::fromStdString(kind)] = *count;
        usage[whole] = std::max<std::int64_t>(0, usage[whole] - *count);
    }
}

struct OpenAiNames {
    const char *input;
    const char *output;
};

Usage fromOpenAi(const Json &object, OpenAiNames names)
{
    Usage usage;
    usage[u"input"_s] = countOf(core::memberOr(object, names.input)).value_or(0);
    usage[u"output"_s] = countOf(core::memberOr(object, names.output)).value_or(0);
    if (const auto total = countOf(core::memberOr(object, "total_tokens")))
        usage[u"total"_s] = *total;
    splitDetails(core::memberOr(object, (names.input + std::string("_details")).c_str()), u"input"_s, usage);
    splitDetails(core::memberOr(object, (names.output + std::string("_details")).c_str()), u"output"_s,
                 usage);
    return usage;
}

Usage fromDetails(const Json &object)
{
    for (const OpenAiNames names :
         {OpenAiNames{"prompt_tokens", "completion_tokens"}, {"input_tokens", "output_tokens"}}) {
        if (object.contains(names.input) && object.contains(names.output))
            return fromOpenAi(object, names);
    }
    Usage usage;
    for (const auto &[kind, value] : object.items()) {
        if (const auto count = countOf(value))
            usage[QString::fromStdString(kind)] = *count;
    }
    return usage;
}

/// Names that mean the same in the generic conventions.
QString langfuseName(const QString &key)
{
    static const QHash<QString, QString> names{
        {u"prompt_tokens"_s, u"input"_s},
        {u"input_tokens"_s, u"input"_s},
        {u"prompt"_s, u"input"_s},
        {u"completion_tokens"_s, u"output"_s},
        {u"output_tokens"_s, u"output"_s},
        {u"completion"_s, u"output"_s},
        {u"total_tokens"_s, u"total"_s},
        {u"cache_read_input_tokens"_s, u"input_cached_tokens"_s},
        {u"cache_read.input_tokens"_s, u"input_cached_tokens"_s},
        {u"cached_input_tokens"_s, u"input_cached_tokens"_s},
        {u"prompt_details.cache_read"_s, u"input_cached_tokens"_s},
        {u"cache_creation_input_tokens"_s, u"input_cache_creation"_s},
        {u"cache_creation.input_tokens"_s, u"input_cache_creation"_s},
        {u"prompt_details.cache_write"_s, u"input_cache_creation"_s},
        {u"reasoning.output_tokens"_s, u"output_reasoning_tokens"_s},
        {u"completion_details.reasoning"_s, u"output_reasoning_tokens"_s},
        {u"completion_details.audio"_s, u"output_audio_tokens"_s},
    };
    return names.value(key, key.startsWith(u"details.") ? key.mid(8) : key);
}

void takeOut(Usage &usage, const QString &whole, const QString &part)
{
    const auto from = usage.find(whole);
    const auto taken = usage.find(part);
    if (from != usage.end() && taken != usage.end())
        from->second = std::max<std::int64_t>(0, from->second - taken->second);
}

Usage fromGenericKeys(const Attributes &attributes)
{
    Usage usage;
    for (const std::string_view prefix : {"gen_ai.usage.", "llm.token_count."}) {
        for (auto it = attributes.lower_bound(prefix);
             it != attributes.end() && it->first.starts_with(prefix); ++it) {
            const auto key = QString::fromStdString(it->first.substr(prefix.size()));
            const auto count = key == u"cost" ? std::nullopt : countOf(it->second);
            if (count)
                usage.emplace(langfuseName(key), *count);
        }
    }
    takeOut(usage, u"input"_s, u"input_cached_tokens"_s);
    takeOut(usage, u"input"_s, u"input_cache_creation"_s);
    takeOut(usage, u"output"_s, u"output_reasoning_tokens"_s);
    takeOut(usage, u"output"_s, u"output_audio_tokens"_s);
    return usage;
}

bool isAgent(const Attributes &attributes)
{
    const auto operation = firstText(attributes, {"gen_ai.operation.name"});
    return operation == u"invoke_agent"_s || operation == u"agent_step"_s;
}

} // namespace

Usage usageOf(const Attributes &attributes)
{
    Usage usage;
    const Json *given = firstOf(attributes, {"langfuse.observation.usage_details"});
    if (const Json details = given ? parsedIfJson(*given) : Json(); details.is_object())
        usage = fromDetails(details);
    else if (!isAgent(attributes))
        usage = fromGenericKeys(attributes);
    if (!usage.empty() && !usage.contains(u"total"_s)) {
        std::int64_t total = 0;
        for (const auto &[kind, count] : usage)
            total += count;
        usage[u"total"_s] = total;
    }
    return usage;
}

Cost costOf(const Attributes &attributes)
{
    Cost cost;
    const Json *given = firstOf(attributes, {"langfuse.observation.cost_details"});
    if (const Json details = given ? parsedIfJson(*given) : Json(); details.is_object()) {
        for (const auto &[kind, value] : details.items()) {
            if (const auto amount = amountOf(value))
                cost[QString::fromStdString(kind)] = *amount;
        }
        return cost;
    }
    const Json *total = firstOf(attributes, {"gen_ai.usage.cost", "llm.cost.total"});
    const auto amount = total && !isAgent(attributes) ? amountOf(*total) : std::nullopt;
    return amount ? Cost{{u"total"_s, *amount}} : cost;
}

std::optional<double> totalCostOf(const Cost &cost)
{
    if (const auto total = cost.find(u"total"_s); total != cost.end())
        return total->second;
    double sum = 0;
    for (const auto &[kind, amount] : cost) {
        if (kind != u"input" && kind != u"output")
            return std::nullopt;
        sum += amount;
    }
    return cost.empty() ? std::nullopt : std::optional(sum);
}

} // namespace sekisho::traces
