// SPDX-License-Identifier: GPL-3.0-or-later
#include "answerscan.h"

#include <simdjson.h>

namespace sekisho::providers {

namespace dom = simdjson::dom;

namespace {

/// Up to here a thread's parser is kept for the next answer; the buffers of a huge one are given back.
constexpr qsizetype LargestKept = 1024 * 1024;

bool isChatCompletion(const dom::object &answer)
{
    dom::array choices;
    const auto error = answer["error"];
    return !answer["choices"].get(choices) && (error.error() == simdjson::NO_SUCH_FIELD || error.is_null());
}

std::optional<TokenUsage> usageOf(const dom::object &answer)
{
    TokenUsage usage;
    const auto counts = answer["usage"];
    if (counts["prompt_tokens"].get(usage.promptTokens) ||
        counts["completion_tokens"].get(usage.completionTokens))
        return std::nullopt;
    if (counts["prompt_tokens_details"]["cached_tokens"].get(usage.cachedPromptTokens))
        usage.cachedPromptTokens = 0;
    return usage;
}

std::optional<TokenUsage> scanned(dom::parser &parser, const QByteArray &body)
{
    dom::object answer;
    if (parser.parse(body.constData(), std::size_t(body.size())).get(answer) || !isChatCompletion(answer))
        return std::nullopt;
    return usageOf(answer);
}

} // namespace

std::optional<TokenUsage> usageOfPlainAnswer(const QByteArray &body)
{
    if (body.size() > LargestKept) {
        dom::parser parser;
        return scanned(parser, body);
    }
    thread_local dom::parser parser;
    return scanned(parser, body);
}

} // namespace sekisho::providers
