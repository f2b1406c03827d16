// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayrefusal.h"

#include <core/money.h>
#include <core/result.h>
#include <core/timestamp.h>

#include <optional>

namespace sekisho::client {

struct ChatUsage {
    std::int64_t promptTokens = 0;
    std::int64_t completionTokens = 0;
    friend bool operator==(const ChatUsage &, const ChatUsage &) = default;
};

/// What is known about an answer once it ended, in whatever way.
struct ChatOutcome {
    QString callId;     ///< x-litellm-call-id
    QString responseId; ///< `id` of the chunks; LiteLLM's ledger files the call under it
    QString model;      ///< as the answer names it
    QString modelId;    ///< deployment
    QString finishReason;
    std::optional<ChatUsage> usage;
    std::optional<core::Money> cost; ///< absent if the gateway did not tell it with the answer
    std::optional<core::Money> keySpend;
    std::optional<core::Money> keyMaxBudget;
    core::Timestamp startedAt;
    std::optional<core::Timestamp> firstTokenAt;
    core::Timestamp endedAt;
    bool demo = false;    ///< x-sekisho-demo
    bool stopped = false; ///< ended by stop()

    std::chrono::microseconds duration() const { return endedAt - startedAt; }
    std::optional<std::chrono::microseconds> timeToFirstToken() const;
};

/// What the head of an answer tells (litellm-api §11).
void readHeaders(ChatOutcome &outcome, const HeaderList &headers);

/// Why there is no (whole) answer. `outcome` has what came before.
struct ChatFailure {
    core::Error error;
    std::optional<GatewayRefusal> refusal; ///< absent if the gateway was not reached
    ChatOutcome outcome;
};

} // namespace sekisho::client
