// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/langfuse/traceexporter.h>

namespace sekisho::widgets {

/// How many traces wait, why, and how many were lost, in plain sentences; empty while all is well.
QString traceDeliveryText(const client::TraceExportState &state);

} // namespace sekisho::widgets
