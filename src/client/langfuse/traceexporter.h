// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatturntrace.h"
#include "langfuseendpoint.h"
#include "tracequeue.h"

#include <client/apitransport.h>

#include <QObject>
#include <QTimer>

#include <chrono>

namespace sekisho::client {

struct TraceExportState {
    std::int64_t queued = 0; ///< of the current endpoint's profile
    std::int64_t sent = 0;   ///< since the program started
    std::int64_t dropped = 0;
    std::optional<core::Error> lastError; ///< none once a send has succeeded
    friend bool operator==(const TraceExportState &, const TraceExportState &) = default;
};

/// Takes finished chat turns to Langfuse: each becomes one OTLP request in the queue on disk, which a sender
/// empties in order, one at a time, in the background. Network failures, 5xx, 408 and 429 are tried again
/// with growing pauses; any other refusal drops the request, save wrong keys (401, 403), which keep it until
/// the endpoint changes.
class TraceExporter : public QObject
{
    Q_OBJECT
public:
    struct Backoff {
        std::chrono::milliseconds first{1000};
        std::chrono::milliseconds longest{300000};
    };

    /// Borrows both.
    TraceExporter(TraceQueue &queue, QNetworkAccessManager &network, Backoff backoff,
                  QObject *parent = nullptr);
    TraceExporter(TraceQueue &queue, QNetworkAccessManager &network, QObject *parent = nullptr);
    ~TraceExporter() override;

    /// Where to send; an invalid endpoint stops sending and keeps the queue. Starts on what a former run
    /// left.
    void setEndpoint(const LangfuseEndpoint &endpoint);
    const LangfuseEndpoint &endpoint() const { return m_endpoint; }

    /// Done once the turn is on disk. A turn with tracing off is refused (Forbidden, code "tracing_off") and
    /// leaves no mark anywhere; without a valid endpoint it is Unavailable.
    core::Async<std::int64_t> enqueue(const ChatTurnTrace &turn);

    const TraceExportState &state() const { return m_state; }

Q_SIGNALS:
    void stateChanged(const sekisho::client::TraceExportState &state);

private:
    void sendNext();
    void takeNext(const core::Result<std::optional<QueuedTrace>> &next);
    void post(const QueuedTrace &trace);
    void conclude(const QueuedTrace &trace, const core::Result<ApiResponse> &answer);
    void failed(const QueuedTrace &trace, const core::Error &error);
    void removeThenContinue(const QueuedTrace &trace);
    void tryAgainLater(const core::Error &error);
    void refreshCount();
    template <typename T, typename Continue>
    void follow(core::Async<T> future, Continue next);

    TraceQueue &m_queue;
    QNetworkAccessManager &m_network;
    Backoff m_backoff;
    LangfuseEndpoint m_endpoint;
    std::unique_ptr<ApiTransport> m_transport; ///< null while there is nowhere to send
    TraceExportState m_state;
    QTimer m_retry;
    std::chrono::milliseconds m_pause{0};
    int m_generation = 0;   ///< counts endpoints, so that what a former one started is recognised
    bool m_busy = false;    ///< one trace is on its way
    bool m_refused = false; ///< the keys are wrong: nothing is sent until they change
};

} // namespace sekisho::client
