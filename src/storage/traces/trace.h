// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/money.h>
#include <core/timestamp.h>

namespace sekisho::storage {

/// When a span starts or ends: UTC with the nanoseconds that OpenTelemetry delivers.
using SpanTime = std::chrono::sys_time<std::chrono::nanoseconds>;

/// A row of `traces`: what is said about a whole trace. Input and output are text as delivered, JSON or not.
struct Trace {
    QString id;
    SpanTime timestamp; ///< earliest start seen
    std::optional<QString> name;
    std::optional<QString> userId;
    std::optional<QString> sessionId;
    std::optional<QString> release;
    std::optional<QString> version;
    QString environment = QStringLiteral("default");
    QStringList tags; ///< sorted, each once
    std::optional<QString> input;
    std::optional<QString> output;
    core::Json metadata = core::Json::object();
    bool isPublic = false;
    bool bookmarked = false;
    // Whether the value was said of the trace itself, which a root span's own value must not replace.
    bool nameGiven = false;
    bool inputGiven = false;
    bool outputGiven = false;
    core::Timestamp createdAt;
    core::Timestamp updatedAt;
    friend bool operator==(const Trace &, const Trace &) = default;
};

/// A trace with what its observations add up to.
struct TraceOverview {
    Trace trace;
    std::optional<SpanTime> start; ///< none without observations
    std::optional<SpanTime> end;   ///< latest end, or start of what has not ended
    core::Money totalCost;
    QStringList observationIds;
};

/// A row of `sessions`; it keeps the environment it was first seen in.
struct TraceSession {
    QString id;
    QString environment = QStringLiteral("default");
    core::Timestamp createdAt;
    friend bool operator==(const TraceSession &, const TraceSession &) = default;
};

} // namespace sekisho::storage
