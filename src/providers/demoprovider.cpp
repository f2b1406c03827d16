// SPDX-License-Identifier: GPL-3.0-or-later
#include "demoprovider.h"

#include "demoanswer.h"
#include "democall.h"
#include "tokenestimate.h"
#include "upstreamerror.h"

#include <core/ids.h>

#include <QDateTime>

namespace sekisho::providers {

using namespace Qt::Literals::StringLiterals;

namespace {

UpstreamError refusal(int status, const QString &message, std::optional<std::chrono::seconds> retryAfter = {})
{
    const core::Json body{{"error", {{"message", message}}}};
    UpstreamError error = upstreamRefusal(status, {}, core::toJsonBytes(body), {});
    error.retryAfter = retryAfter;
    return error;
}

std::optional<UpstreamError> refusalOf(const DemoBehaviour &behaviour)
{
    if (behaviour.rateLimit)
        return refusal(429, u"The demo model was told to refuse for a while."_s, behaviour.rateLimit);
    if (behaviour.failStatus)
        return refusal(*behaviour.failStatus, u"The demo model was told to fail."_s);
    return std::nullopt;
}

AnswerIdentity newIdentity(const QString &model)
{
    return {u"chatcmpl-"_s + core::randomHex(16), QDateTime::currentSecsSinceEpoch(), model, u"demo"_s};
}

void writeAnswer(DemoScript &script, const DemoPrompt &prompt)
{
    const QString whole = composeDemoAnswer(prompt, script.identity.model);
    const QString text =
        prompt.maxTokens ? firstTokens(whole, std::max<std::int64_t>(1, *prompt.maxTokens)) : whole;
    script.pieces = demoPieces(text);
    script.finishReason = text.size() < whole.size() ? u"length"_s : u"stop"_s;
    script.usage = {prompt.promptTokens, estimateTokens(text.toUtf8()), 0, false};
}

DemoScript scriptFor(const Deployment &deployment, const ChatRequest &request)
{
    DemoScript script;
    script.identity = newIdentity(deployment.upstreamModel);
    script.stream = request.stream;
    script.tellUsage = request.clientWantsUsage;
    const auto body = core::parseJson(request.body);
    const auto prompt =
        body ? DemoPrompt::fromRequest(*body) : core::Result<DemoPrompt>(core::fail(body.error()));
    if (!prompt) {
        script.refusal = refusal(400, prompt.error().detail);
        return script;
    }
    script.behaviour = DemoBehaviour::from(deployment.parameters, *prompt);
    script.refusal = refusalOf(script.behaviour);
    if (!script.refusal)
        writeAnswer(script, *prompt);
    return script;
}

} // namespace

std::unique_ptr<ChatCall> DemoProvider::startChat(const Deployment &deployment, ChatRequest request,
                                                  ChatListener &listener)
{
    return std::make_unique<DemoCall>(scriptFor(deployment, request), listener);
}

} // namespace sekisho::providers
