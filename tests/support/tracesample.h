// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <traces/otlpbuilder.h>

namespace sekisho::test {

/// A span of a sample trace, by milliseconds after the start of the trace.
struct SampleSpan {
    std::string id;
    std::string parent;
    std::string name;
    int from = 0;
    int to = 0;
    std::map<std::string, std::string> attributes;
};

inline core::Json sampleSpan(const std::string &traceId, qint64 startMs, const SampleSpan &sample)
{
    core::Json span = otlpSpan(traceId, sample.id, sample.parent, sample.attributes);
    const auto nanos = [startMs](int offset) { return std::to_string((startMs + offset) * 1'000'000); };
    span["name"] = sample.name;
    span["startTimeUnixNano"] = nanos(sample.from);
    span["endTimeUnixNano"] = nanos(sample.to);
    return span;
}

inline std::string sampleMessages(const std::string &user)
{
    return core::toJsonBytes(core::Json{{{"role", "system"}, {"content", "あなたは経理部の助手です。"}},
                                        {{"role", "user"}, {"content", user}}})
        .toStdString();
}

struct SampleTurn {
    std::string traceId;
    std::string session;
    std::string asked;
    std::string answered;
    qint64 startMs = 0; ///< since 1970
};

/// One chat turn as four nested observations: the turn, a look into documents, the call, the generation with
/// the time of its first token.
inline core::Json sampleTurn(const SampleTurn &turn)
{
    const auto iso = [&turn](int offset) {
        return QDateTime::fromMSecsSinceEpoch(turn.startMs + offset, Qt::UTC)
            .toString(Qt::ISODateWithMs)
            .toStdString();
    };
    const std::string type = "langfuse.observation.type";
    const std::string input = "langfuse.observation.input";
    const std::string output = "langfuse.observation.output";
    const std::string prefix = turn.traceId.substr(0, 12);
    core::Json spans = core::Json::array();
    const auto add = [&](const SampleSpan &span) {
        spans.push_back(sampleSpan(turn.traceId, turn.startMs, span));
    };
    add({prefix + "0001",
         "",
         "chat-completion",
         0,
         1370,
         {{type, "span"},
          {"langfuse.trace.name", "chat-completion"},
          {"session.id", turn.session},
          {"user.id", "tanaka"},
          {"langfuse.trace.input", sampleMessages(turn.asked)},
          {"langfuse.trace.output", turn.answered},
          {input, sampleMessages(turn.asked)},
          {output, turn.answered}}});
    add({prefix + "0002",
         prefix + "0001",
         "社内文書を検索",
         8,
         190,
         {{type, "retriever"}, {input, turn.asked}}});
    add({prefix + "0003", prefix + "0001", "call gateway", 200, 1360, {{type, "span"}}});
    add({prefix + "0004",
         prefix + "0003",
         "gpt-4o-mini",
         212,
         1352,
         {{type, "generation"},
          {"langfuse.observation.model.name", "gpt-4o-mini"},
          {"langfuse.observation.completion_start_time", '"' + iso(530) + '"'},
          {"langfuse.observation.usage_details", R"({"input":138,"output":177,"total":315})"},
          {"langfuse.observation.cost_details", R"({"total":0.00014})"},
          {input, sampleMessages(turn.asked)},
          {output, R"({"role":"assistant","content":)" + core::Json(turn.answered).dump() + "}"}}});
    return spans;
}

} // namespace sekisho::test
