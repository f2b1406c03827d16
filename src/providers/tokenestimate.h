// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

namespace sekisho::providers {

/// About how many tokens a text is, without a vocabulary: a letter of Japanese, Chinese or Korean counts one,
/// four bytes of anything else count one. Within a third of what the common tokenizers say.
std::int64_t estimateTokens(QByteArrayView utf8);

/// The same for the prompt of a chat request: every text in `messages`, `tools` and `response_format`, and
/// what each message costs by itself. An image counts 765.
std::int64_t estimatePromptTokens(const core::Json &request);

} // namespace sekisho::providers
