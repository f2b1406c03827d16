// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spanrecord.h"

namespace sekisho::traces {

/// The one project of a store.
struct Project {
    QString id = QStringLiteral("sekisho-local");
    QString name = QStringLiteral("Sekisho");
};

/// Field groups of a trace answer; all by default.
struct TraceFields {
    bool io = true;
    bool scores = true;
    bool observations = true;
    bool metrics = true;

    /// From "core,io,metrics"; unknown groups are ignored.
    static TraceFields fromText(const std::optional<QString> &text);
};

/// The trace alone, as session answers list it.
core::Json traceJson(const Trace &trace, const Project &project);
/// With ids of observations, latency and cost; groups left out are empty, -1 for figures.
core::Json traceJson(const TraceOverview &overview, const TraceFields &fields, const Project &project);
core::Json observationJson(const Observation &observation, const Project &project);
core::Json sessionJson(const TraceSession &session, const Project &project);

/// UTC with milliseconds, always.
QString apiTime(SpanTime time);

} // namespace sekisho::traces
