// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/langfuse/langfuseclient.h>
#include <models/pagestate.h>

#include <QObject>
#include <QPointer>

namespace sekisho::models {

/// What the trace page shows: the newest sessions and traces, and at most one opened session and one opened
/// trace. Asks the profile's Langfuse; answers to questions that are no longer of interest are dropped. GUI
/// thread.
class TraceBrowser : public QObject
{
    Q_OBJECT
public:
    static constexpr int PageSize = 50;

    explicit TraceBrowser(QObject *parent = nullptr);

    /// Null: the profile has no Langfuse. Forgets everything shown before.
    void setClient(client::LangfuseClient *client);
    bool hasClient() const { return !m_client.isNull(); }

    /// Reads the first page of both lists again.
    void refresh();
    void loadMoreSessions();
    void loadMoreTraces();
    void openSession(const QString &id);
    /// Traces arrive a moment after the answer they tell about: a trace that is not found is asked for again
    /// until `patience` has passed.
    void openTrace(const QString &id, std::chrono::milliseconds patience = std::chrono::milliseconds(0));

    const PageState &sessionsState() const { return m_sessionsState; }
    const PageState &tracesState() const { return m_tracesState; }
    const PageState &sessionState() const { return m_sessionState; }
    const PageState &traceState() const { return m_traceState; }
    const QList<client::SessionSummary> &sessions() const { return m_sessions; }
    const QList<client::TraceSummary> &traces() const { return m_traces; }
    std::int64_t sessionCount() const { return m_sessionCount; }
    std::int64_t traceCount() const { return m_traceCount; }
    const client::SessionDetail &session() const { return m_session; }
    const client::TraceDetail &trace() const { return m_trace; }

Q_SIGNALS:
    void sessionsChanged();
    void tracesChanged();
    void sessionChanged();
    void traceChanged();

private:
    void readSessions(int page);
    void readTraces(int page);
    /// The traces of a session come without time and cost; the list of traces has them. Shows the session
    /// without if they cannot be had.
    void askForSessionFigures(const client::SessionDetail &session);
    void askForTrace(const QString &id, QDeadlineTimer deadline);
    void traceArrived(const core::Result<client::TraceDetail> &trace, const QString &id,
                      QDeadlineTimer deadline);
    bool mayLoadMore(const PageState &state, qsizetype shown, std::int64_t count) const;

    QPointer<client::LangfuseClient> m_client;
    /// Counts clients, so that answers of a former one are recognised.
    int m_generation = 0;
    PageState m_sessionsState;
    PageState m_tracesState;
    PageState m_sessionState;
    PageState m_traceState;
    QList<client::SessionSummary> m_sessions;
    QList<client::TraceSummary> m_traces;
    std::int64_t m_sessionCount = 0;
    std::int64_t m_traceCount = 0;
    QString m_wantedSession;
    QString m_wantedTrace;
    client::SessionDetail m_session;
    client::TraceDetail m_trace;
};

} // namespace sekisho::models
