// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace.h"

#include <map>

namespace sekisho::storage {

/// A row of `observations`: one span. Input and output are text as delivered, JSON or not.
struct Observation {
    QString traceId;
    QString id; ///< unique within its trace
    std::optional<QString> parentId;
    QString type = QStringLiteral("SPAN"); ///< Langfuse's upper-case name
    std::optional<QString> name;
    QString environment = QStringLiteral("default");
    SpanTime startTime;
    std::optional<SpanTime> endTime;
    std::optional<SpanTime> completionStartTime; ///< first token
    QString level = QStringLiteral("DEFAULT");
    std::optional<QString> statusMessage;
    std::optional<QString> version;
    std::optional<QString> input;
    std::optional<QString> output;
    core::Json metadata = core::Json::object();
    std::optional<QString> model;
    core::Json modelParameters = core::Json::object();
    std::map<QString, std::int64_t> usage; ///< by kind; "total" included once anything is known
    std::map<QString, double> cost;        ///< USD by kind
    std::optional<double> totalCost;       ///< USD
    std::optional<QString> promptName;
    std::optional<std::int64_t> promptVersion;
    core::Timestamp createdAt;
    core::Timestamp updatedAt;
    friend bool operator==(const Observation &, const Observation &) = default;
};

} // namespace sekisho::storage
