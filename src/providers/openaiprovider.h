// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provider.h"

#include <QHash>

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
    /// What every request to one deployment has in common, and what it was made of.
    struct Prepared {
        QUrl apiBase;
        core::SecretString apiKey;
        core::Json parameters;
        QUrl url;
        http::Headers headers;
        http::Headers streamHeaders;
    };
    const Prepared &prepared(const Deployment &deployment);

    http::ConnectionPool &m_pool;
    QHash<QString, Prepared> m_prepared; ///< by the deployment's id
};

} // namespace sekisho::providers
