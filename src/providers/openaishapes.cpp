// SPDX-License-Identifier: GPL-3.0-or-later
#include "openaishapes.h"

namespace sekisho::providers {

namespace {

core::Json envelope(const AnswerIdentity &identity, const char *object, core::Json choices)
{
    core::Json body{{"id", identity.id},
                    {"object", object},
                    {"created", identity.created},
                    {"model", identity.model},
                    {"choices", std::move(choices)}};
    if (!identity.systemFingerprint.isEmpty())
        body["system_fingerprint"] = identity.systemFingerprint;
    return body;
}

QByteArray event(const core::Json &body)
{
    return "data: " + core::toJsonBytes(body) + "\n\n";
}

QByteArray deltaEvent(const AnswerIdentity &identity, core::Json delta, core::Json finishReason)
{
    core::Json choice{{"index", 0}, {"delta", std::move(delta)}, {"finish_reason", std::move(finishReason)}};
    return event(envelope(identity, "chat.completion.chunk", core::Json::array({std::move(choice)})));
}

} // namespace

core::Json usageJson(const TokenUsage &usage)
{
    return {{"prompt_tokens", usage.promptTokens},
            {"completion_tokens", usage.completionTokens},
            {"total_tokens", usage.promptTokens + usage.completionTokens},
            {"prompt_tokens_details", {{"cached_tokens", usage.cachedPromptTokens}}}};
}

QByteArray completionBody(const AnswerIdentity &identity, const QString &content, const QString &finishReason,
                          const TokenUsage &usage)
{
    core::Json choice{{"index", 0},
                      {"message", {{"role", "assistant"}, {"content", content}}},
                      {"finish_reason", finishReason}};
    core::Json body = envelope(identity, "chat.completion", core::Json::array({std::move(choice)}));
    body["usage"] = usageJson(usage);
    return core::toJsonBytes(body);
}

QByteArray roleEvent(const AnswerIdentity &identity)
{
    return deltaEvent(identity, {{"role", "assistant"}, {"content", ""}}, nullptr);
}

QByteArray contentEvent(const AnswerIdentity &identity, const QString &content)
{
    return deltaEvent(identity, {{"content", content}}, nullptr);
}

QByteArray finishEvent(const AnswerIdentity &identity, const QString &finishReason)
{
    return deltaEvent(identity, core::Json::object(), finishReason);
}

QByteArray usageEvent(const AnswerIdentity &identity, const TokenUsage &usage)
{
    core::Json body = envelope(identity, "chat.completion.chunk", core::Json::array());
    body["usage"] = usageJson(usage);
    return event(body);
}

std::optional<TokenUsage> readUsage(const core::Json &usage)
{
    if (!core::memberOr(usage, "prompt_tokens").is_number() ||
        !core::memberOr(usage, "completion_tokens").is_number())
        return std::nullopt;
    TokenUsage counts;
    counts.promptTokens = core::integerOr(usage, "prompt_tokens");
    counts.completionTokens = core::integerOr(usage, "completion_tokens");
    counts.cachedPromptTokens =
        core::integerOr(core::memberOr(usage, "prompt_tokens_details"), "cached_tokens");
    return counts;
}

} // namespace sekisho::providers
