// SPDX-License-Identifier: GPL-3.0-or-later
#include "openaiprovider.h"

#include "openaicall.h"
#include "requestbody.h"

#include <QUrlQuery>

namespace sekisho::providers {

using namespace Qt::Literals::StringLiterals;

namespace {

/// More than any configuration has; ids that are made up must not pile up.
constexpr qsizetype MostPrepared = 4096;

QUrl chatUrl(const Deployment &deployment)
{
    QUrl url = deployment.apiBase.isEmpty() ? QUrl(u"https://api.openai.com/v1"_s) : deployment.apiBase;
    QString path = url.path(QUrl::FullyEncoded);
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!path.endsWith("/chat/completions"_L1))
        path += "/chat/completions"_L1;
    url.setPath(path, QUrl::TolerantMode);
    if (const QString version = core::stringOr(deployment.parameters, "api_version"); !version.isEmpty()) {
        QUrlQuery query(url);
        query.addQueryItem(u"api-version"_s, version);
        url.setQuery(query);
    }
    return url;
}

http::Headers headersFor(const Deployment &deployment, bool stream)
{
    http::Headers headers{{"Content-Type", "application/json"}};
    headers.append("Accept", stream ? "text/event-stream, application/json" : "application/json");
    if (deployment.apiKey.isEmpty())
        return headers;
    const bool isAzure = core::stringOr(deployment.parameters, "custom_llm_provider") == "azure"_L1 ||
                         deployment.apiBase.host().endsWith(".openai.azure.com"_L1, Qt::CaseInsensitive);
    if (isAzure)
        headers.append("api-key", deployment.apiKey.revealUtf8());
    else
        headers.append("Authorization", "Bearer " + deployment.apiKey.revealUtf8());
    return headers;
}

http::OutboundTimeouts timeoutsFor(const Deployment &deployment, bool stream)
{
    http::OutboundTimeouts timeouts;
    timeouts.firstByte = timeouts.idle = deployment.timeout;
    const auto streamSeconds = core::optionalNumber(deployment.parameters, "stream_timeout");
    if (stream && streamSeconds && *streamSeconds > 0)
        timeouts.firstByte = std::chrono::milliseconds(static_cast<std::int64_t>(*streamSeconds * 1000));
    timeouts.connect = std::min(timeouts.connect, deployment.timeout);
    return timeouts;
}

} // namespace

OpenAiProvider::OpenAiProvider(http::ConnectionPool &pool)
    : m_pool(pool)
{
}

const OpenAiProvider::Prepared &OpenAiProvider::prepared(const Deployment &deployment)
{
    const auto known = m_prepared.constFind(deployment.id);
    if (known != m_prepared.constEnd() && known->apiBase == deployment.apiBase &&
        known->apiKey == deployment.apiKey && known->parameters == deployment.parameters)
        return *known;
    if (m_prepared.size() >= MostPrepared)
        m_prepared.clear();
    return *m_prepared.insert(deployment.id, {deployment.apiBase, deployment.apiKey, deployment.parameters,
                                              chatUrl(deployment), headersFor(deployment, false),
                                              headersFor(deployment, true)});
}

std::unique_ptr<ChatCall> OpenAiProvider::startChat(const Deployment &deployment, ChatRequest request,
                                                    ChatListener &listener)
{
    const auto usage = request.stream ? UsageInStream::Always : UsageInStream::AsAsked;
    auto body = upstreamRequestBody(request.body, deployment.upstreamModel, usage);
    if (!body)
        return std::make_unique<OpenAiCall>(body.error(), listener);
    const auto &common = prepared(deployment);
    OpenAiCallPlan plan;
    plan.request.method = QByteArrayLiteral("POST");
    plan.request.url = common.url;
    plan.request.headers = request.stream ? common.streamHeaders : common.headers;
    plan.request.body = std::move(*body);
    plan.request.timeouts = timeoutsFor(deployment, request.stream);
    plan.secret = deployment.apiKey;
    plan.stream = request.stream;
    plan.clientWantsUsage = request.clientWantsUsage;
    plan.clientBody = std::move(request.body);
    return std::make_unique<OpenAiCall>(m_pool, std::move(plan), listener);
}

} // namespace sekisho::providers
