// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/money.h>
#include <core/secretstring.h>

#include <QUrl>

#include <chrono>

namespace sekisho::providers {

/// How one model group is served: an entry of LiteLLM's `model_list`.
struct Deployment {
    QString id;            ///< stable id, shown as x-litellm-model-id
    QString modelName;     ///< public name that clients ask for, e.g. "gemini/gemini-2.0-flash-lite"
    QString provider;      ///< "openai" (any compatible base URL) or "demo"
    QString upstreamModel; ///< name sent upstream
    QUrl apiBase;          ///< e.g. https://host/v1, without /chat/completions
    core::SecretString apiKey;
    core::TokenPrice inputPrice;
    core::TokenPrice outputPrice;
    std::int64_t maxOutputTokens = 4096; ///< worst case for a reservation when the client names none
    std::chrono::milliseconds timeout{600000};
    core::Json parameters; ///< further litellm_params (demo: see demoprovider.h)

    bool isDemo() const { return provider == QLatin1String("demo"); }
};

/// Why an upstream call failed, with the upstream's own body where it had one in the OpenAI envelope.
struct UpstreamError {
    core::Error error;
    int status = 0; ///< HTTP status of the upstream; 0 if there was no answer
    core::Json body;
    std::optional<std::chrono::seconds> retryAfter;
};

} // namespace sekisho::providers
