// SPDX-License-Identifier: GPL-3.0-or-later
#include "traceexporter.h"

#include "otlprequest.h"
#include "turnexport.h"

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
        return Verdict::TryAgain;
    case ErrorKind::Unauthenticated:
    case ErrorKind::Forbidden:
        return Verdict::Hold;
    default:
        return Verdict::Drop;
    }
}

} // namespace

TraceExporter::TraceExporter(TraceQueue &queue, QNetworkAccessManager &network, QObject *parent)
    : TraceExporter(queue, network, Backoff(), parent)
{
}

TraceExporter::TraceExporter(TraceQueue &queue, QNetworkAccessManager &network, Backoff backoff,
                             QObject *parent)
    : QObject(parent)
    , m_queue(queue)
    , m_network(network)
    , m_backoff(backoff)
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
    m_pause = {};
    m_endpoint = endpoint;
    m_state.queued = 0;
    m_state.lastError.reset();
    m_transport =
        endpoint.isValid() ? std::make_unique<ApiTransport>(&m_network, endpoint.withKeys()) : nullptr;
    Q_EMIT stateChanged(m_state);
    refreshCount();
    sendNext();
}

core::Async<std::int64_t> TraceExporter::enqueue(const ChatTurnTrace &turn)
{
    if (!turn.tracingEnabled)
        return core::readyFuture<std::int64_t>(
            core::fail(ErrorKind::Forbidden, u"Tracing is off for this chat"_s, u"tracing_off"_s));
    if (!m_transport)
        return core::readyFuture<std::int64_t>(
            core::fail(ErrorKind::Unavailable, u"This profile has no Langfuse"_s, u"no_langfuse"_s));
    auto queued = m_queue.enqueue(m_endpoint.profileId, core::toJsonBytes(turnExport(turn)));
    return queued.then(this, [this](const Result<std::int64_t> &id) {
        refreshCount();
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
    follow(m_transport->send(otlpRequest(trace.payload)),
           [this, trace](const Result<ApiResponse> &answer) { conclude(trace, answer); });
}

void TraceExporter::conclude(const QueuedTrace &trace, const Result<ApiResponse> &answer)
{
    if (!answer)
        return failed(trace, answer.error());
    ++m_state.sent;
    m_state.lastError.reset();
    m_pause = {};
    removeThenContinue(trace);
}

void TraceExporter::failed(const QueuedTrace &trace, const core::Error &error)
{
    const Verdict verdict = verdictOn(error);
    if (verdict == Verdict::Drop) {
        qCWarning(core::lcClient) << "Langfuse refused a trace for good; it is dropped:"
                                  << core::nameOf(error.kind);
        ++m_state.dropped;
        m_state.lastError = error;
        return removeThenContinue(trace);
    }
    m_busy = false;
    m_refused = verdict == Verdict::Hold;
    follow(m_queue.markFailed(trace.id, core::nameOf(error.kind)), [](const Result<void> &) {});
    tryAgainLater(error);
}

void TraceExporter::removeThenContinue(const QueuedTrace &trace)
{
    follow(m_queue.remove(trace.id), [this](const Result<void> &removed) {
        m_busy = false;
        refreshCount();
        if (removed)
            sendNext();
        else
            tryAgainLater(removed.error());
    });
}

void TraceExporter::tryAgainLater(const core::Error &error)
{
    m_state.lastError = error;
    if (!m_refused) {
        m_pause = m_pause.count() == 0 ? m_backoff.first : std::min(m_pause * 2, m_backoff.longest);
        m_retry.start(m_pause);
    }
    Q_EMIT stateChanged(m_state);
}

void TraceExporter::refreshCount()
{
    if (!m_transport)
        return;
    follow(m_queue.count(m_endpoint.profileId), [this](const Result<std::int64_t> &count) {
        m_state.queued = count ? *count : m_state.queued;
        Q_EMIT stateChanged(m_state);
    });
}

} // namespace sekisho::client
