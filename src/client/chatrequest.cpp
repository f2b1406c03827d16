// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatrequest.h"

namespace sekisho::client {

using core::Json;

namespace {
Json messagesOf(const ChatRequest &request)
{
    Json messages = Json::array();
    for (const auto &message : request.messages)
        messages.push_back(Json{{"role", message.role}, {"content", message.content}});
    return messages;
}

Json metadataOf(const ChatRequest &request)
{
    Json metadata = Json::object();
    if (!request.sessionId.isEmpty())
        metadata["session_id"] = request.sessionId;
    if (!request.tags.isEmpty())
        metadata["tags"] = core::toJson(request.tags);
    return metadata;
}
} // namespace

Json toJson(const ChatRequest &request)
{
    Json body{{"model", request.model},
              {"messages", messagesOf(request)},
              {"stream", true},
              {"stream_options", {{"include_usage", true}}}};
    if (request.temperature)
        body["temperature"] = *request.temperature;
    if (request.maxTokens)
        body["max_tokens"] = *request.maxTokens;
    if (!request.endUser.isEmpty())
        body["user"] = request.endUser;
    if (!request.sessionId.isEmpty())
        body["litellm_session_id"] = request.sessionId;
    if (auto metadata = metadataOf(request); !metadata.empty())
        body["metadata"] = std::move(metadata);
    return body;
}

} // namespace sekisho::client
