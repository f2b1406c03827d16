// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

#include <optional>

namespace sekisho::client {

struct PromptMessage {
    QString role; ///< "system", "user" or "assistant"
    QString content;
    friend bool operator==(const PromptMessage &, const PromptMessage &) = default;
};

/// One streamed POST /v1/chat/completions.
struct ChatRequest {
    QString model;
    QList<PromptMessage> messages;
    std::optional<double> temperature;
    std::optional<std::int64_t> maxTokens;
    QString endUser;   ///< `user`; empty: not sent
    QString sessionId; ///< `litellm_session_id` and `metadata.session_id`; empty: not sent
    QStringList tags;
    friend bool operator==(const ChatRequest &, const ChatRequest &) = default;
};

core::Json toJson(const ChatRequest &request);

} // namespace sekisho::client
