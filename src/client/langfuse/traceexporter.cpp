// SPDX-License-Identifier: GPL-3.0-or-later
#include "traceexporter.h"

#include "otlprequest.h"
#include "turnexport.h"

#include <client/failure.h>
#include <client/retryafter.h>
#include <core/logging.h>

namespace sekisho::client {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::Result;

namespace {

enum class Verdict { TryAgain, Hold, Drop };

Verdict verdictOn(const core::Error &error)
{
    switch (error.kind) {
    case ErrorKind::Network:
    case ErrorKind::Timeout:
    case ErrorKind::Unavailable:
    case ErrorKind::Upstream:
    case ErrorKind::RateLimited:
    case ErrorKind::Cancelled:
    // Another server at the address, for a while or by mistake: no fault of the trace.
    case ErrorKind::NotFound:
    case ErrorKind::Unsupported:
        return Verdict::TryAgain;
    case ErrorKind::Unauthenticated:
    case ErrorKind::Forbidden:
        return Verdict::Hold;
    default:
        return Verdict::Drop;
    }
}

} // namespace

TraceExporter::TraceExporter(TraceQueue &queue, QNetworkAccessManager &network, const core::Clock &clock,
                             const RetryPause::Limits &pauses, QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_network(network)
    , m_clock(clock)
    , m_pause(pauses)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &TraceExporter::sendNext);
}

TraceExporter::~TraceExporter() = default;

/// Continues on this thread, unless the endpoint has changed meanwhile.
template <typename T, typename Continue>
void TraceExporter::follow(core::Async<T> future, Continue next)
{
    future.then(this, [this, next, generation = m_generation](const Result<T> &result) {
        if (generation == m_generation)
            next(result);
    });
}

void TraceExporter::setEndpoint(const LangfuseEndpoint &endpoint)
{
    ++m_generation;
    m_retry.stop();
    m_busy = m_refused = false;
    m_pause.reset();
    m_endpoint = endpoint;
    m_state.queued = 0;
    m_state.lastError.reset();
    m_transport =
        endpoint.isValid() ? std::make_unique<ApiTransport>(&m_network, endpoint.withKeys()) : nullptr;
    Q_EMIT stateChanged(m_state);
    refreshCounts();
    sendNext();
}

core::Async<std::int64_t> TraceExporter::enqueue(const ChatTurnTrace &turn)
{
    if (!turn.tracingEnabled)
        return core::readyFuture<std::int64_t>(
            core::fail(ErrorKind::Forbidden, u"Tracing is off for this chat"_s, u"tracing_off"_s));
    const QString profile = turn.profileId.isEmpty() ? m_endpoint.profileId : turn.profileId;
    if (!m_transport && profile == m_endpoint.profileId)
        return core::readyFuture<std::int64_t>(
            core::fail(ErrorKind::Unavailable, u"This profile has no Langfuse"_s, u"no_langfuse"_s));
    auto queued = m_queue.enqueue(profile, core::toJsonBytes(turnExport(turn)));
    return queued.then(this, [this](const Result<std::int64_t> &id) {
        if (!id)
            m_state.lastError = id.error();
        refreshCounts();
        sendNext();
        return id;
    });
}

void TraceExporter::sendNext()
{
    if (m_busy || m_refused || !m_transport || m_retry.isActive())
        return;
    m_busy = true;
    follow(m_queue.next(m_endpoint.profileId),
           [this](const Result<std::optional<QueuedTrace>> &next) { takeNext(next); });
}

void TraceExporter::takeNext(const Result<std::optional<QueuedTrace>> &next)
{
    if (next && *next)
        return post(**next);
    m_busy = false;
    if (!next)
        tryAgainLater(next.error());
}

void TraceExporter::post(const QueuedTrace &trace)
{
    auto request = otlpRequest(trace.payload);
    request.anyStatus = true;
    follow(m_transport->send(request),
           [this, trace](const Result<ApiResponse> &answer) { conclude(trace, answer); });
}

void TraceExporter::conclude(const QueuedTrace &trace, const Result<ApiResponse> &answer)
{
    if (!answer)
        return failed(trace, answer.error(), {});
    if (answer->status >= 400)
        return failed(trace, errorFrom(parseRefusal(answer->status, answer->headers, answer->body)),
                      readRetryAfter(answer->header("Retry-After"), m_clock.now()));
    ++m_state.sent;
    m_state.lastError.reset();
    m_pause.reset();
    leaveQueue(m_queue.remove(trace.id));
}

void TraceExporter::failed(const QueuedTrace &trace, const core::Error &error,
                           std::optional<std::chrono::milliseconds> askedPause)
{
    const Verdict verdict = verdictOn(error);
    if (verdict == Verdict::Drop)
        return giveUp(trace, error);
    m_busy = false;
    m_refused = verdict == Verdict::Hold;
    follow(m_queue.markFailed(trace.id, core::nameOf(error.kind)), [](const Result<void> &) {});
    tryAgainLater(error, askedPause);
}

void TraceExporter::giveUp(const QueuedTrace &trace, const core::Error &error)
{
    qCWarning(core::lcClient) << "Langfuse refused a trace for good; it is dropped:"
                              << core::nameOf(error.kind);
    m_state.lastError = error;
    leaveQueue(m_queue.drop(trace.id));
}

void TraceExporter::leaveQueue(const core::Async<void> &leaving)
{
    follow(leaving, [this](const Result<void> &left) {
        m_busy = false;
        refreshCounts();
        if (left)
            sendNext();
        else
            tryAgainLater(left.error());
    });
}

void TraceExporter::tryAgainLater(const core::Error &error,
                                  std::optional<std::chrono::milliseconds> askedPause)
{
    m_state.lastError = error;
    if (!m_refused)
        m_retry.start(m_pause.next(askedPause));
    Q_EMIT stateChanged(m_state);
}

void TraceExporter::forgetLosses()
{
    follow(m_queue.forgetLosses(), [this](const Result<void> &) { refreshCounts(); });
}

void TraceExporter::refreshCounts()
{
    follow(m_queue.lostCount(),
           [this](const Result<std::int64_t> &count) { take(&TraceExportState::lost, count); });
    if (m_transport)
        follow(m_queue.count(m_endpoint.profileId),
               [this](const Result<std::int64_t> &count) { take(&TraceExportState::queued, count); });
}

void TraceExporter::take(std::int64_t TraceExportState::*figure, const Result<std::int64_t> &count)
{
    if (!count)
        return;
    m_state.*figure = *count;
    Q_EMIT stateChanged(m_state);
}

} // namespace sekisho::client
