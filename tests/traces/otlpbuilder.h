// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

namespace sekisho::test {

/// One span of an OTLP JSON export, with text attributes.
inline core::Json otlpSpan(const std::string &traceId, const std::string &spanId, const std::string &parentId,
                           const std::map<std::string, std::string> &attributes = {})
{
    core::Json list = core::Json::array();
    for (const auto &[key, value] : attributes)
        list.push_back({{"key", key}, {"value", {{"stringValue", value}}}});
    core::Json span{{"traceId", traceId},
                    {"spanId", spanId},
                    {"name", "span " + spanId},
                    {"startTimeUnixNano", "1700000000000000000"},
                    {"endTimeUnixNano", "1700000001500000000"},
                    {"attributes", list}};
    if (!parentId.empty())
        span["parentSpanId"] = parentId;
    return span;
}

inline core::Json otlpExport(const core::Json &spans, const std::string &scope = "langfuse-sdk")
{
    const core::Json scopeSpans{{"scope", {{"name", scope}}}, {"spans", spans}};
    return {{"resourceSpans", core::Json::array({{{"resource", core::Json::object()},
                                                  {"scopeSpans", core::Json::array({scopeSpans})}}})}};
}

} // namespace sekisho::test
