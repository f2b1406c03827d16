// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provider.h"

namespace sekisho::providers {

/// Answers offline, for first starts, demonstrations and tests: plausible Markdown in the language of the
/// last user message, shaped and paced like an OpenAI-compatible upstream and marked by `system_fingerprint:
/// "demo"` and the header `x-sekisho-demo`. The same conversation and model give the same text.
///
/// It does as it is told, by Deployment::parameters:
///   demo_delay_ms   time to the first token (150)
///   demo_chunk_ms   time between two pieces of the answer (paced so that the whole takes one to two seconds)
///   demo_fail       true: status 500 before any answer; a number: that status; "midway": breaks off halfway
///   demo_rate_limit true: status 429 with Retry-After 20; a number: with that many seconds
/// and, for one call, by a last user message that starts with
///   /demo slow        two seconds to the first token, about fifteen for the answer
///   /demo fail        status 500
///   /demo fail 503    that status
///   /demo break       breaks off halfway
///   /demo rate-limit  status 429 with Retry-After 20
/// What follows the command on its line or below is the prompt.
class DemoProvider final : public Provider
{
public:
    std::unique_ptr<ChatCall> startChat(const Deployment &deployment, ChatRequest request,
                                        ChatListener &listener) override;
};

} // namespace sekisho::providers
