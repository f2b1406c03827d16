// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatturntrace.h"
#include "langfuseendpoint.h"
#include "langfusevalues.h"

#include <client/apitransport.h>

namespace sekisho::client {

/// Langfuse's read API (v3 forms) and what a settings page needs to test an endpoint. Cancelling a future
/// aborts its request. Fails with Network or Timeout (unreachable), Unauthenticated (wrong keys), NotFound,
/// Unsupported (a v4 server without trace lists), Upstream (not a Langfuse, or an answer that makes no
/// sense).
class LangfuseClient : public QObject
{
    Q_OBJECT
public:
    LangfuseClient(LangfuseEndpoint endpoint, QNetworkAccessManager &network, QObject *parent = nullptr);

    core::Async<LangfusePage<TraceSummary>> listTraces(const TraceQuery &query);
    core::Async<TraceDetail> trace(const QString &id);
    core::Async<LangfusePage<SessionSummary>> listSessions(const SessionQuery &query);
    core::Async<SessionDetail> session(const QString &id);
    core::Async<LangfusePage<ObservationInfo>> observations(const ObservationQuery &query);

    /// Asks for health without keys, then for the project with them: what is wrong is said precisely.
    core::Async<LangfuseInfo> testConnection();
    /// Sends one trace at once, past the queue.
    core::Async<void> sendTestTrace(const ChatTurnTrace &turn);

    const LangfuseEndpoint &endpoint() const { return m_endpoint; }

private:
    enum class Kind { List, One };
    template <typename T>
    core::Async<T> read(const ApiRequest &request, Kind kind, core::Result<T> (*decode)(const core::Json &));
    void askProject(const std::shared_ptr<QPromise<core::Result<LangfuseInfo>>> &promise,
                    const QString &version);

    LangfuseEndpoint m_endpoint;
    ApiTransport m_transport;
    ApiTransport m_withoutKeys;
};

} // namespace sekisho::client
