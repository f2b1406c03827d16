// SPDX-License-Identifier: GPL-3.0-or-later
#include "pendingtrace.h"

namespace sekisho::models {

using core::Json;

namespace {
Json parametersOf(const client::ChatRequest &request)
{
    Json parameters = Json::object();
    if (request.temperature)
        parameters["temperature"] = *request.temperature;
    if (request.maxTokens)
        parameters["max_tokens"] = *request.maxTokens;
    return parameters;
}

Json inputOf(const client::ChatRequest &request)
{
    Json messages = Json::array();
    for (const auto &message : request.messages)
        messages.push_back(Json{{"role", message.role}, {"content", message.content}});
    return messages;
}

std::map<QString, std::int64_t> usageOf(std::int64_t promptTokens, std::int64_t completionTokens)
{
    return {{QStringLiteral("input"), promptTokens},
            {QStringLiteral("output"), completionTokens},
            {QStringLiteral("total"), promptTokens + completionTokens}};
}
} // namespace

client::ChatTurnTrace traceOf(const ChatTurn &turn)
{
    const auto &answer = turn.answer();
    const auto &outcome = turn.outcome();
    client::ChatTurnTrace trace;
    trace.tracingEnabled = answer.identity.traced;
    trace.profileId = turn.traceDestination().profileId;
    trace.environment = turn.traceDestination().environment;
    trace.traceId = answer.identity.traceId;
    trace.sessionId = answer.identity.sessionId;
    trace.userId = answer.identity.endUser;
    trace.inputMessages = inputOf(turn.request());
    trace.outputText = answer.text;
    trace.model = answer.identity.model;
    trace.modelParameters = parametersOf(turn.request());
    if (outcome.usage)
        trace.usage = usageOf(outcome.usage->promptTokens, outcome.usage->completionTokens);
    if (outcome.cost)
        trace.costUsd = outcome.cost->usd();
    trace.startTime = outcome.startedAt;
    trace.firstTokenTime = outcome.firstTokenAt;
    trace.endTime = outcome.endedAt;
    trace.error = answer.problem ? answer.problem->error.detail : QString();
    trace.gatewayCallId = answer.identity.callId;
    return trace;
}

PendingTrace::PendingTrace(TurnTracer *tracer, client::ChatTurnTrace trace, QObject *parent)
    : QObject(parent)
    , m_tracer(tracer)
    , m_trace(std::move(trace))
{
    m_patience.setSingleShot(true);
    connect(&m_patience, &QTimer::timeout, this, &PendingTrace::handOver);
    m_patience.start(Patience);
}

PendingTrace::~PendingTrace()
{
    handOver();
}

void PendingTrace::settle(const client::SpendRecord &record)
{
    m_trace.costUsd = record.spend.usd();
    if (m_trace.usage.empty())
        m_trace.usage = usageOf(record.promptTokens, record.completionTokens);
    handOver();
}

void PendingTrace::handOver()
{
    if (auto *tracer = std::exchange(m_tracer, nullptr)) {
        tracer->trace(m_trace);
        deleteLater();
    }
}

} // namespace sekisho::models
