// SPDX-License-Identifier: GPL-3.0-or-later
#include "langfuseclient.h"

#include "langfusejson.h"
#include "otlprequest.h"
#include "turnexport.h"

#include <client/failure.h>

namespace sekisho::client {

using namespace Qt::Literals::StringLiterals;
using core::Error;
using core::ErrorKind;
using core::Result;

namespace {

template <typename T>
using Promise = std::shared_ptr<QPromise<Result<T>>>;

template <typename T>
Promise<T> startedPromise()
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    return promise;
}

template <typename T>
void finishWith(const Promise<T> &promise, Result<T> result)
{
    promise->addResult(std::move(result));
    promise->finish();
}

QString timeText(const std::optional<core::Timestamp> &time)
{
    return time ? core::toIso8601(*time) : QString();
}

QList<QPair<QString, QString>> pageItems(int page, int limit)
{
    return {{u"page"_s, QString::number(page)}, {u"limit"_s, QString::number(limit)}};
}

QUrlQuery queryFor(const TraceQuery &query)
{
    auto items = pageItems(query.page, query.limit);
    items << QPair(u"userId"_s, query.userId) << QPair(u"sessionId"_s, query.sessionId)
          << QPair(u"name"_s, query.name) << QPair(u"environment"_s, query.environment)
          << QPair(u"fromTimestamp"_s, timeText(query.from)) << QPair(u"toTimestamp"_s, timeText(query.to))
          << QPair(u"orderBy"_s, query.orderBy);
    for (const QString &tag : query.tags)
        items << QPair(u"tags"_s, tag);
    return queryOf(items);
}

QUrlQuery queryFor(const SessionQuery &query)
{
    auto items = pageItems(query.page, query.limit);
    items << QPair(u"environment"_s, query.environment) << QPair(u"fromTimestamp"_s, timeText(query.from))
          << QPair(u"toTimestamp"_s, timeText(query.to));
    return queryOf(items);
}

QUrlQuery queryFor(const ObservationQuery &query)
{
    auto items = pageItems(query.page, query.limit);
    items << QPair(u"traceId"_s, query.traceId) << QPair(u"name"_s, query.name)
          << QPair(u"type"_s, query.type) << QPair(u"fromStartTime"_s, timeText(query.from))
          << QPair(u"toStartTime"_s, timeText(query.to));
    return queryOf(items);
}

/// A v4 server in its default mode answers 404 for every v3 read.
Error withoutV3Reads(Error error, bool isList)
{
    const bool gone = error.kind == ErrorKind::NotFound &&
                      (isList || error.detail.contains(u"not available on deployments"));
    if (!gone)
        return error;
    return {ErrorKind::Unsupported,
            u"This server does not list traces (Langfuse v4)"_s,
            u"langfuse_v4"_s,
            {},
            std::make_shared<const Error>(std::move(error))};
}

Error notLangfuse(Error error)
{
    if (error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout ||
        error.kind == ErrorKind::Cancelled)
        return error;
    return {ErrorKind::Upstream,
            u"What answers there is not a Langfuse"_s,
            CodeNotTheApi,
            {},
            std::make_shared<const Error>(std::move(error))};
}

/// Refused keys are said so; anything else means that no project API is there.
Error aboutKeys(Error error)
{
    if (error.kind == ErrorKind::Unauthenticated)
        error.detail = u"Langfuse refused the key pair: "_s + error.detail;
    const bool known = error.kind == ErrorKind::Unauthenticated || error.kind == ErrorKind::Forbidden ||
                       error.kind == ErrorKind::RateLimited;
    return known ? error : notLangfuse(std::move(error));
}

} // namespace

LangfuseClient::LangfuseClient(LangfuseEndpoint endpoint, QNetworkAccessManager &network, QObject *parent)
    : QObject(parent)
    , m_endpoint(std::move(endpoint))
    , m_transport(&network, m_endpoint.withKeys())
    , m_withoutKeys(&network, m_endpoint.withoutKeys())
{
}

template <typename T>
core::Async<T> LangfuseClient::read(const ApiRequest &request, Kind kind,
                                    Result<T> (*decode)(const core::Json &))
{
    auto promise = startedPromise<T>();
    auto inner = m_transport.fetchJson<T>(request, decode);
    auto *watcher = new QFutureWatcher<Result<T>>(this);
    connect(watcher, &QFutureWatcherBase::canceled, this, [inner]() mutable { inner.cancel(); });
    connect(watcher, &QFutureWatcherBase::finished, watcher, &QObject::deleteLater);
    watcher->setFuture(promise->future());
    inner.then(this, [promise, kind](const Result<T> &result) {
        if (result)
            finishWith(promise, result);
        else
            finishWith<T>(promise, core::fail(withoutV3Reads(result.error(), kind == Kind::List)));
    });
    return promise->future();
}

core::Async<LangfusePage<TraceSummary>> LangfuseClient::listTraces(const TraceQuery &query)
{
    return read(ApiRequest::get(u"/api/public/traces"_s, queryFor(query)), Kind::List, readTracePage);
}

core::Async<TraceDetail> LangfuseClient::trace(const QString &id)
{
    return read(ApiRequest::get(u"/api/public/traces/"_s + id), Kind::One, readTraceDetail);
}

core::Async<LangfusePage<SessionSummary>> LangfuseClient::listSessions(const SessionQuery &query)
{
    return read(ApiRequest::get(u"/api/public/sessions"_s, queryFor(query)), Kind::List, readSessionPage);
}

core::Async<SessionDetail> LangfuseClient::session(const QString &id)
{
    return read(ApiRequest::get(u"/api/public/sessions/"_s + id), Kind::One, readSessionDetail);
}

core::Async<LangfusePage<ObservationInfo>> LangfuseClient::observations(const ObservationQuery &query)
{
    return read(ApiRequest::get(u"/api/public/observations"_s, queryFor(query)), Kind::List,
                readObservationPage);
}

core::Async<LangfuseInfo> LangfuseClient::testConnection()
{
    auto promise = startedPromise<LangfuseInfo>();
    auto health = m_withoutKeys.fetchJson<QString>(ApiRequest::get(u"/api/public/health"_s), readHealth);
    health.then(this, [this, promise](const Result<QString> &version) {
        if (version)
            askProject(promise, *version);
        else
            finishWith<LangfuseInfo>(promise, core::fail(notLangfuse(version.error())));
    });
    return promise->future();
}

void LangfuseClient::askProject(const Promise<LangfuseInfo> &promise, const QString &version)
{
    auto project =
        m_transport.fetchJson<LangfuseInfo>(ApiRequest::get(u"/api/public/projects"_s), readProjects);
    project.then(this, [promise, version](Result<LangfuseInfo> info) {
        if (!info)
            return finishWith<LangfuseInfo>(promise, core::fail(aboutKeys(info.error())));
        info->version = version;
        finishWith(promise, std::move(info));
    });
}

core::Async<void> LangfuseClient::sendTestTrace(const ChatTurnTrace &turn)
{
    const auto request = otlpRequest(core::toJsonBytes(turnExport(turn)));
    return m_transport.fetch<void>(request, [](const ApiResponse &) { return Result<void>(); });
}

} // namespace sekisho::client
