// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

namespace sekisho::gateway {

/// What the gateway itself needs to know of a chat request; the rest passes through unread.
struct ChatCommand {
    QString model;
    bool stream = false;
    bool wantsUsage = false;               ///< stream_options.include_usage
    std::optional<std::int64_t> maxTokens; ///< max_completion_tokens or max_tokens
    std::int64_t choices = 1;              ///< n
    /// No tokenizer that works on bytes makes more tokens than this of the request.
    std::int64_t promptTokensAtMost = 0;
    QString endUser;
    QString sessionId;
    QStringList tags;
    core::Json spendMetadata = core::Json::object(); ///< what is kept of `metadata` in the ledger
};

} // namespace sekisho::gateway
