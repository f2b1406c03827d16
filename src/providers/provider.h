// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "deployment.h"

#include <http/headers.h>

#include <memory>
#include <optional>

namespace sekisho::providers {

/// One chat completion to be made upstream. `body` is the client's own OpenAI-dialect JSON; the provider
/// replaces `model`, and adds `stream_options.include_usage` when the client did not ask for usage (and hides
/// it again).
struct ChatRequest {
    QByteArray body;
    bool stream = false;
    bool clientWantsUsage = false;
};

/// Tokens as the upstream counted them (OpenAI `usage`), or estimated where it did not say.
struct TokenUsage {
    std::int64_t promptTokens = 0;
    std::int64_t completionTokens = 0;
    std::int64_t cachedPromptTokens = 0;
    bool estimated = false;
    friend bool operator==(const TokenUsage &, const TokenUsage &) = default;
};

/// Told what the upstream says, on the caller's I/O thread, never from within start(). Ends with exactly one
/// of completed() or failed(). May destroy the call from any of these.
class ChatListener
{
public:
    virtual ~ChatListener() = default;
    /// A successful answer begins. `headers` holds only what may be passed on to the client.
    virtual void started(const http::Headers &headers) = 0;
    /// Plain answers: the whole OpenAI-dialect JSON body, once. Streams: bytes of whole SSE events, ready to
    /// be relayed, without the closing `data: [DONE]`.
    virtual void received(QByteArrayView bytes) = 0;
    virtual void completed(const TokenUsage &usage) = 0;
    /// Before started(): nothing was sent, so the gateway may answer with a status or try another deployment.
    /// After it: the stream broke off; `usageSoFar` is what is known or estimated.
    virtual void failed(const UpstreamError &error, const TokenUsage &usageSoFar) = 0;
};

/// One call under way; destroying it cancels upstream.
class ChatCall
{
public:
    virtual ~ChatCall() = default;
    virtual void pause() = 0;
    virtual void resume() = 0;
    /// What is known or estimated by now; for a call that is about to be cancelled.
    virtual TokenUsage usageSoFar() const = 0;
};

/// One upstream dialect. One instance per I/O thread; used on that thread only.
class Provider
{
public:
    virtual ~Provider() = default;
    /// `listener` must outlive the returned call.
    virtual std::unique_ptr<ChatCall> startChat(const Deployment &deployment, ChatRequest request,
                                                ChatListener &listener) = 0;
};

} // namespace sekisho::providers
