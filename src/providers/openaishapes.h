// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provider.h"

namespace sekisho::providers {

/// What every chunk of one answer, or the answer itself, has in common.
struct AnswerIdentity {
    QString id; ///< "chatcmpl-..."
    std::int64_t created = 0;
    QString model;
    QString systemFingerprint;
};

// OpenAI's chat completion and its chunks (reference: /chat/completions). Chunks come as whole events, "data:
// ...\n\n".
core::Json usageJson(const TokenUsage &usage);
QByteArray completionBody(const AnswerIdentity &identity, const QString &content, const QString &finishReason,
                          const TokenUsage &usage);
QByteArray roleEvent(const AnswerIdentity &identity);
QByteArray contentEvent(const AnswerIdentity &identity, const QString &content);
QByteArray finishEvent(const AnswerIdentity &identity, const QString &finishReason);
QByteArray usageEvent(const AnswerIdentity &identity, const TokenUsage &usage);

/// The counts of a `usage` object; std::nullopt unless it has both.
std::optional<TokenUsage> readUsage(const core::Json &usage);

} // namespace sekisho::providers
