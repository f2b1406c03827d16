// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "otlpspan.h"

namespace sekisho::traces {

using Usage = std::map<QString, std::int64_t>;
using Cost = std::map<QString, double>;

/// What a span used, by kind, in Langfuse's names; "total" is added up where it was not said. Agents' own
/// figures are left out, since their generations carry them.
Usage usageOf(const Attributes &attributes);

/// USD by kind, as sent; nothing is calculated.
Cost costOf(const Attributes &attributes);
std::optional<double> totalCostOf(const Cost &cost);

} // namespace sekisho::traces
