// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "trace.h"

namespace sekisho::storage {

struct PageRequest {
    int page = 1; ///< from 1
    int limit = 50;
};

template <typename T>
struct Page {
    QList<T> items;
    std::int64_t total = 0; ///< of all pages
};

enum class TraceOrder { Id, Timestamp, Name, UserId, Release, Version, Public, Bookmarked, SessionId };

/// Every field narrows; empty ones do not.
struct TraceFilter {
    std::optional<QString> userId;
    std::optional<QString> sessionId;
    std::optional<QString> name;
    std::optional<QString> version;
    std::optional<QString> release;
    QStringList tags;         ///< all of
    QStringList environments; ///< any of
    std::optional<SpanTime> from;
    std::optional<SpanTime> to; ///< exclusive
    TraceOrder orderBy = TraceOrder::Timestamp;
    bool descending = true;
};

struct SessionFilter {
    QStringList environments;
    std::optional<core::Timestamp> from;
    std::optional<core::Timestamp> to; ///< exclusive
};

struct ObservationFilter {
    std::optional<QString> traceId;
    std::optional<QString> name;
    std::optional<QString> userId;
    std::optional<QString> type;
    std::optional<QString> level;
    std::optional<QString> parentId;
    std::optional<QString> version;
    QStringList environments;
    std::optional<SpanTime> from;
    std::optional<SpanTime> to; ///< exclusive
};

} // namespace sekisho::storage
