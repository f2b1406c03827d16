// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatturntrace.h"
#include "langfuseendpoint.h"
#include "tracequeue.h"

#include <client/apitransport.h>
#include <client/retrypause.h>
#include <core/clock.h>

#include <QObject>
#include <QTimer>

namespace sekisho::client {

struct TraceExportState {
    std::int64_t queued = 0;              ///< of the current endpoint's profile
    std::int64_t sent = 0;                ///< since the program started
    std::int64_t lost = 0;                ///< of any profile and run, until forgetLosses()
    std::optional<core::Error> lastError; ///< none once a send has succeeded
    friend bool operator==(const TraceExportState &, const TraceExportState &) = default;
};

/// Takes finished chat turns to Langfuse: each becomes one OTLP request in the queue on disk, which a sender
/// empties in order, one at a time, in the background. Network failures, 5xx, 408, 429, and answers of what
/// is no Langfuse (404, 405) are tried again with growing pauses, not before a Retry-After; wrong keys (401,
/// 403) hold the queue until the endpoint changes; any other refusal drops the request, and counts it as
/// lost.
class TraceExporter : public QObject
{
    Q_OBJECT
public:
    /// Borrows all three.
    TraceExporter(TraceQueue &queue, QNetworkAccessManager &network, const core::Clock &clock,
                  const RetryPause::Limits &pauses = {}, QObject *parent = nullptr);
    ~TraceExporter() override;

    /// Where to send; an invalid endpoint stops sending and keeps the queue. Starts on what a former run
    /// left.
    void setEndpoint(const LangfuseEndpoint &endpoint);
    const LangfuseEndpoint &endpoint() const { return m_endpoint; }

    /// Done once the turn is on disk. A turn with tracing off is refused (Forbidden, code "tracing_off") and
    /// leaves no mark anywhere; without a valid endpoint it is Unavailable. A turn of another profile waits
    /// on disk until that profile is opened again.
    core::Async<std::int64_t> enqueue(const ChatTurnTrace &turn);

    const TraceExportState &state() const { return m_state; }
    /// The person has seen that traces were lost.
    void forgetLosses();

Q_SIGNALS:
    void stateChanged(const sekisho::client::TraceExportState &state);

private:
    void sendNext();
    void takeNext(const core::Result<std::optional<QueuedTrace>> &next);
    void post(const QueuedTrace &trace);
    void conclude(const QueuedTrace &trace, const core::Result<ApiResponse> &answer);
    void failed(const QueuedTrace &trace, const core::Error &error,
                std::optional<std::chrono::milliseconds> askedPause);
    void giveUp(const QueuedTrace &trace, const core::Error &error);
    void leaveQueue(const core::Async<void> &leaving);
    void tryAgainLater(const core::Error &error, std::optional<std::chrono::milliseconds> askedPause = {});
    void refreshCounts();
    void take(std::int64_t TraceExportState::*figure, const core::Result<std::int64_t> &count);
    template <typename T, typename Continue>
    void follow(core::Async<T> future, Continue next);

    TraceQueue &m_queue;
    QNetworkAccessManager &m_network;
    const core::Clock &m_clock;
    LangfuseEndpoint m_endpoint;
    std::unique_ptr<ApiTransport> m_transport; ///< null while there is nowhere to send
    TraceExportState m_state;
    QTimer m_retry;
    RetryPause m_pause;
    int m_generation = 0;   ///< counts endpoints, so that what a former one started is recognised
    bool m_busy = false;    ///< one trace is on its way
    bool m_refused = false; ///< the keys are wrong: nothing is sent until they change
};

} // namespace sekisho::client
