// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/result.h>
#include <storage/traces/trace.h>

#include <map>

namespace sekisho::traces {

using Attributes = std::map<std::string, core::Json, std::less<>>;

struct OtlpScope {
    QString name;
    QString version;
    Attributes attributes;
};

struct OtlpEvent {
    QString name;
    Attributes attributes;
};

/// One span as it came over the wire, ids and times checked.
struct OtlpSpan {
    QString traceId;
    QString spanId;
    QString parentSpanId; ///< empty at the root
    QString name;
    storage::SpanTime start;
    storage::SpanTime end; ///< never before start
    int statusCode = 0;    ///< 2 is an error
    QString statusMessage;
    Attributes attributes;
    QList<OtlpEvent> events;
};

/// A span with what surrounds it in the export.
struct OtlpSource {
    const OtlpSpan &span;
    const OtlpScope &scope;
    const Attributes &resource;
};

/// The first attribute of these names that is neither null nor empty text; null if there is none.
const core::Json *firstOf(const Attributes &attributes, std::initializer_list<std::string_view> names);
/// The same as text; what is no string becomes JSON.
std::optional<QString> firstText(const Attributes &attributes, std::initializer_list<std::string_view> names);
QString textOf(const core::Json &value);
/// Text that is JSON becomes what it says; everything else stays.
core::Json parsedIfJson(const core::Json &value);

} // namespace sekisho::traces
