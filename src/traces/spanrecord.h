// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <storage/traces/observation.h>

namespace sekisho::traces {

using storage::Observation;
using storage::SpanTime;
using storage::Trace;
using storage::TraceOverview;
using storage::TraceSession;

/// What one span says about its trace. Absent values say nothing.
struct TraceUpdate {
    QString traceId;
    SpanTime timestamp;
    bool isRoot = false;
    std::optional<QString> name; ///< said of the trace
    std::optional<QString> spanName;
    std::optional<QString> userId;
    std::optional<QString> sessionId;
    std::optional<QString> release;
    std::optional<QString> version;
    std::optional<QString> environment;
    QStringList tags;
    std::optional<QString> input;
    std::optional<QString> output;
    std::optional<QString> spanInput;
    std::optional<QString> spanOutput;
    core::Json metadata = core::Json::object();
    std::optional<bool> isPublic;
};

/// One decoded span: the observation, and what it adds to the trace.
struct SpanRecord {
    Observation observation;
    TraceUpdate trace;
};

} // namespace sekisho::traces
