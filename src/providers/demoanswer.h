// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoprompt.h"

namespace sekisho::providers {

/// The Markdown that the demo provider answers; the same for the same prompt and model.
QString composeDemoAnswer(const DemoPrompt &prompt, const QString &model);

/// At most so many tokens of the text, by estimate.
QString firstTokens(const QString &text, std::int64_t tokens);

/// The text cut into what one event carries: a word, or one to three letters of Japanese.
QStringList demoPieces(const QString &text);

} // namespace sekisho::providers
