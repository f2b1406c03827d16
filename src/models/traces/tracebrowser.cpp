// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracebrowser.h"

#include <QDeadlineTimer>

namespace sekisho::models {

using client::LangfusePage;
using client::SessionDetail;
using client::SessionSummary;
using client::TraceDetail;
using client::TraceSummary;
using core::Result;
using Kind = PageState::Kind;

namespace {

// What Langfuse gives in one page.
constexpr int MostFigures = 100;
constexpr auto AskAgainAfter = std::chrono::milliseconds(300);

PageState waiting(const PageState &now)
{
    return {now.kind == Kind::Ready ? Kind::Refreshing : Kind::Loading, {}};
}

/// Takes one page of a list over into what is shown.
template <typename T>
PageState takePage(const Result<LangfusePage<T>> &page, QList<T> &rows, std::int64_t &count)
{
    if (!page)
        return PageState::failed(page.error());
    if (page->page <= 1)
        rows.clear();
    rows.append(page->items);
    count = page->totalItems;
    return {rows.isEmpty() ? Kind::Empty : Kind::Ready, {}};
}

void takeFigures(QList<TraceSummary> &traces, const QList<TraceSummary> &figures)
{
    QHash<QString, TraceSummary> byId;
    for (const TraceSummary &figure : figures)
        byId.insert(figure.id, figure);
    for (TraceSummary &trace : traces) {
        const auto found = byId.constFind(trace.id);
        if (found == byId.constEnd())
            continue;
        trace.latencySeconds = found->latencySeconds;
        trace.totalCostUsd = found->totalCostUsd;
    }
}

int nextPage(qsizetype shown)
{
    return static_cast<int>(shown / TraceBrowser::PageSize) + 1;
}

} // namespace

TraceBrowser::TraceBrowser(QObject *parent)
    : QObject(parent)
{
}

void TraceBrowser::setClient(client::LangfuseClient *client)
{
    ++m_generation;
    m_client = client;
    m_sessions.clear();
    m_traces.clear();
    m_wantedSession.clear();
    m_wantedTrace.clear();
    m_sessionsState = m_tracesState = m_sessionState = m_traceState = {};
    Q_EMIT sessionsChanged();
    Q_EMIT tracesChanged();
}

void TraceBrowser::refresh()
{
    if (!m_client)
        return;
    readSessions(1);
    readTraces(1);
}

void TraceBrowser::loadMoreSessions()
{
    if (mayLoadMore(m_sessionsState, m_sessions.size(), m_sessionCount))
        readSessions(nextPage(m_sessions.size()));
}

void TraceBrowser::loadMoreTraces()
{
    if (mayLoadMore(m_tracesState, m_traces.size(), m_traceCount))
        readTraces(nextPage(m_traces.size()));
}

void TraceBrowser::openSession(const QString &id)
{
    if (!m_client)
        return;
    m_wantedSession = id;
    m_sessionState = {Kind::Loading, {}};
    Q_EMIT sessionChanged();
    m_client->session(id).then(this,
                               [this, id, generation = m_generation](const Result<SessionDetail> &session) {
                                   if (generation != m_generation || id != m_wantedSession)
                                       return;
                                   if (session)
                                       return askForSessionFigures(*session);
                                   m_session = {};
                                   m_sessionState = PageState::failed(session.error());
                                   Q_EMIT sessionChanged();
                               });
}

void TraceBrowser::askForSessionFigures(const SessionDetail &session)
{
    client::TraceQuery query;
    query.sessionId = session.summary.id;
    query.limit = MostFigures;
    m_client->listTraces(query).then(
        this, [this, session, generation = m_generation](const Result<LangfusePage<TraceSummary>> &figures) {
            if (generation != m_generation || session.summary.id != m_wantedSession)
                return;
            m_session = session;
            if (figures)
                takeFigures(m_session.traces, figures->items);
            m_sessionState = {Kind::Ready, {}};
            Q_EMIT sessionChanged();
        });
}

void TraceBrowser::openTrace(const QString &id, std::chrono::milliseconds patience)
{
    if (!m_client)
        return;
    m_wantedTrace = id;
    m_traceState = {Kind::Loading, {}};
    Q_EMIT traceChanged();
    askForTrace(id, QDeadlineTimer(patience));
}

void TraceBrowser::readSessions(int page)
{
    m_sessionsState = waiting(m_sessionsState);
    Q_EMIT sessionsChanged();
    client::SessionQuery query;
    query.page = page;
    query.limit = PageSize;
    m_client->listSessions(query).then(
        this, [this, generation = m_generation](const Result<LangfusePage<SessionSummary>> &answer) {
            if (generation != m_generation)
                return;
            m_sessionsState = takePage(answer, m_sessions, m_sessionCount);
            Q_EMIT sessionsChanged();
        });
}

void TraceBrowser::readTraces(int page)
{
    m_tracesState = waiting(m_tracesState);
    Q_EMIT tracesChanged();
    client::TraceQuery query;
    query.page = page;
    query.limit = PageSize;
    m_client->listTraces(query).then(
        this, [this, generation = m_generation](const Result<LangfusePage<TraceSummary>> &answer) {
            if (generation != m_generation)
                return;
            m_tracesState = takePage(answer, m_traces, m_traceCount);
            Q_EMIT tracesChanged();
        });
}

void TraceBrowser::askForTrace(const QString &id, QDeadlineTimer deadline)
{
    m_client->trace(id).then(this, [=, this, generation = m_generation](const Result<TraceDetail> &trace) {
        if (generation == m_generation && id == m_wantedTrace)
            traceArrived(trace, id, deadline);
    });
}

void TraceBrowser::traceArrived(const Result<TraceDetail> &trace, const QString &id, QDeadlineTimer deadline)
{
    if (!trace && trace.error().kind == core::ErrorKind::NotFound && !deadline.hasExpired()) {
        QTimer::singleShot(AskAgainAfter, this, [=, this, generation = m_generation] {
            if (generation == m_generation && id == m_wantedTrace && m_client)
                askForTrace(id, deadline);
        });
        return;
    }
    m_trace = trace.value_or(TraceDetail());
    m_traceState = trace ? PageState{Kind::Ready, {}} : PageState::failed(trace.error());
    Q_EMIT traceChanged();
}

bool TraceBrowser::mayLoadMore(const PageState &state, qsizetype shown, std::int64_t count) const
{
    return m_client && state.kind == Kind::Ready && shown < count;
}

} // namespace sekisho::models
