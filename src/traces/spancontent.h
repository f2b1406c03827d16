// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "otlpspan.h"

namespace sekisho::traces {

struct SpanContent {
    std::optional<QString> input;
    std::optional<QString> output;
};

/// What went into a span and what came out, from whichever convention its instrumentation follows; the first
/// convention that has either wins.
SpanContent contentOf(const OtlpSpan &span);

} // namespace sekisho::traces
