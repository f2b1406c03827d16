// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "otlpspan.h"

#include <functional>

namespace sekisho::traces {

/// Walks an ExportTraceServiceRequest in OTLP's JSON form and shows every span to `visit`. Langfuse's
/// leniency holds: ids are any text (or a list of bytes), times are text, numbers or {high, low}.
/// InvalidInput, before the first visit of the broken span, when an id is missing or unusable or a list is
/// none; `now` fills in missing times.
core::Result<void> readOtlp(const core::Json &request, storage::SpanTime now,
                            const std::function<void(const OtlpSource &)> &visit);

} // namespace sekisho::traces
