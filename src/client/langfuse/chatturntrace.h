// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/timestamp.h>

#include <map>

namespace sekisho::client {

/// One finished (or failed, or stopped) chat turn, as it is told to Langfuse.
struct ChatTurnTrace {
    bool tracingEnabled = false; ///< of the chat; without it nothing is queued
    QString profileId;           ///< whose Langfuse it is for; empty: that of the profile in use
    QString traceId;             ///< 32 hex digits, core::randomHex(16)
    QString sessionId;
    QString userId;
    QString environment; ///< "default" if empty
    QStringList tags;
    core::Json inputMessages = core::Json::array(); ///< OpenAI messages: [{"role": ..., "content": ...}]
    QString outputText;
    QString model;
    core::Json modelParameters = core::Json::object(); ///< {"temperature": 0.7, "max_tokens": 500}
    std::map<QString, std::int64_t> usage;             ///< "input", "output", "total"
    std::optional<double> costUsd;
    core::Timestamp startTime;
    std::optional<core::Timestamp> firstTokenTime;
    core::Timestamp endTime;
    QString error;         ///< what the person was told; empty on success
    QString gatewayCallId; ///< x-litellm-call-id
    core::Json metadata = core::Json::object();
};

} // namespace sekisho::client
