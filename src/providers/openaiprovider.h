// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provider.h"

namespace sekisho::http {
class ConnectionPool;
}

namespace sekisho::providers {

/// Any server with OpenAI's chat completions under a base URL: OpenAI, Azure's v1 form, Gemini's compatible
/// form, Ollama, llama.cpp, vLLM. The client's body passes unchanged but for `model` and `stream_options`;
/// answers pass as they come, whole events at a time. The key goes into `Authorization: Bearer`, or into
/// `api-key` for Azure hosts.
class OpenAiProvider final : public Provider
{
public:
    /// `pool` must outlive the provider and its calls.
    explicit OpenAiProvider(http::ConnectionPool &pool);
    std::unique_ptr<ChatCall> startChat(const Deployment &deployment, ChatRequest request,
                                        ChatListener &listener) override;

private:
    http::ConnectionPool &m_pool;
};

} // namespace sekisho::providers
