// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/timestamp.h>

#include <map>

namespace sekisho::client {

/// One line of a trace list.
struct TraceSummary {
    QString id;
    QString name;
    core::Timestamp timestamp;
    QString userId;
    QString sessionId;
    QString environment;
    QString release;
    QString version;
    QStringList tags;
    core::Json input; ///< any JSON; null when left out
    core::Json output;
    core::Json metadata;
    std::optional<double> latencySeconds;
    std::optional<double> totalCostUsd; ///< absent also in a list that says 0: of a free call, or unknown
    int observationCount = 0;
    QUrl webPage; ///< of Langfuse's own site; empty when there is none
    friend bool operator==(const TraceSummary &, const TraceSummary &) = default;
};

enum class ObservationType {
    Span,
    Generation,
    Event,
    Agent,
    Tool,
    Chain,
    Retriever,
    Evaluator,
    Embedding,
    Guardrail,
};
enum class ObservationLevel { Debug, Default, Warning, Error };

/// One bar of a timeline.
struct ObservationInfo {
    QString id;
    QString traceId;
    QString parentId; ///< empty at the root
    QString name;
    ObservationType type = ObservationType::Span;
    ObservationLevel level = ObservationLevel::Default;
    QString statusMessage;
    core::Timestamp startTime;
    std::optional<core::Timestamp> endTime;
    std::optional<core::Timestamp> completionStartTime;
    QString model;
    core::Json modelParameters;
    core::Json input;
    core::Json output;
    core::Json metadata;
    std::map<QString, std::int64_t> usage;
    std::optional<double> totalCostUsd;
    friend bool operator==(const ObservationInfo &, const ObservationInfo &) = default;
};

struct TraceDetail {
    TraceSummary summary;
    QList<ObservationInfo> observations; ///< by start time
    friend bool operator==(const TraceDetail &, const TraceDetail &) = default;
};

struct SessionSummary {
    QString id;
    QString environment;
    core::Timestamp createdAt;
    friend bool operator==(const SessionSummary &, const SessionSummary &) = default;
};

struct SessionDetail {
    SessionSummary summary;
    QList<TraceSummary> traces; ///< by timestamp
    friend bool operator==(const SessionDetail &, const SessionDetail &) = default;
};

template <typename T>
struct LangfusePage {
    QList<T> items;
    int page = 1;
    int limit = 50;
    std::int64_t totalItems = 0;
    int totalPages = 0;
};

/// Empty fields do not narrow.
struct TraceQuery {
    int page = 1;
    int limit = 50;
    QString userId;
    QString sessionId;
    QString name;
    QStringList tags; ///< all of
    QString environment;
    std::optional<core::Timestamp> from;
    std::optional<core::Timestamp> to; ///< exclusive
    QString orderBy;                   ///< "timestamp.desc" when empty
};

struct SessionQuery {
    int page = 1;
    int limit = 50;
    QString environment;
    std::optional<core::Timestamp> from;
    std::optional<core::Timestamp> to;
};

struct ObservationQuery {
    int page = 1;
    int limit = 50;
    QString traceId;
    QString name;
    QString type; ///< "GENERATION"
    std::optional<core::Timestamp> from;
    std::optional<core::Timestamp> to;
};

/// What a successful connection test found.
struct LangfuseInfo {
    QString version;
    QString projectId;
    QString projectName;
    friend bool operator==(const LangfuseInfo &, const LangfuseInfo &) = default;
};

} // namespace sekisho::client
