// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "provider.h"

namespace sekisho::providers {

/// The usage of a whole answer, if it is what it should be: a JSON object with `choices`, without `error`,
/// and with both counts. Anything else is std::nullopt and is to be looked at closely. Builds nothing, so it
/// costs a fraction of parsing.
std::optional<TokenUsage> usageOfPlainAnswer(const QByteArray &body);

} // namespace sekisho::providers
