// SPDX-License-Identifier: GPL-3.0-or-later
#include "relay.h"

#include "../errorenvelope.h"
#include "../version.h"

namespace sekisho::gateway {

static QByteArray usdText(core::Money amount)
{
    return QByteArray::number(amount.usd(), 'g', 12);
}

static void addDeployment(http::Headers &headers, const RequestLife &life)
{
    headers.append("x-litellm-model-group", life.command.model.toUtf8());
    headers.append("x-litellm-model-id", life.deployment->id.toUtf8());
    if (life.deployment->isDemo())
        headers.append("x-sekisho-demo", "true");
    else
        headers.append("x-litellm-model-api-base",
                       life.deployment->apiBase.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo).toUtf8());
    if (life.attempts > 1)
        headers.append("x-litellm-attempted-retries", QByteArray::number(qulonglong(life.attempts - 1)));
}

static void addSpend(http::Headers &headers, const RequestLife &life)
{
    if (life.outcome != Outcome::UnderWay)
        headers.append("x-litellm-response-cost", usdText(life.cost));
    if (!life.caller.key)
        return;
    headers.append("x-litellm-key-spend",
                   usdText(core::Money::fromNanos(life.caller.key->meter->spentNanos.load())));
    if (const auto &limit = life.caller.key->rules.limits.maxBudget)
        headers.append("x-litellm-key-max-budget", usdText(*limit));
}

http::Headers callHeaders(const RequestLife &life)
{
    http::Headers headers;
    headers.append("x-litellm-call-id", life.callId.toLatin1());
    headers.append("x-litellm-version", dialectVersion());
    headers.append("x-litellm-response-duration-ms", QByteArray::number(life.elapsedMs(), 'f', 3));
    if (life.deployment)
        addDeployment(headers, life);
    addSpend(headers, life);
    return headers;
}

Relay::Relay(http::Responder responder, qint64 sendBuffer, ErrorDialect dialect)
    : m_responder(std::move(responder))
    , m_sendBuffer(sendBuffer)
    , m_dialect(dialect)
{
}

static http::Headers joined(const http::Headers &upstream, const RequestLife &life)
{
    http::Headers headers = upstream;
    for (const auto &[name, value] : callHeaders(life))
        headers.set(name, value);
    return headers;
}

void Relay::beginStream(RequestLife &life, const http::Headers &upstream)
{
    m_streaming = true;
    life.status = 200;
    http::Headers headers = joined(upstream, life);
    headers.set("Content-Type", "text/event-stream; charset=utf-8");
    headers.set("Cache-Control", "no-cache");
    // Proxies such as nginx would otherwise hold the events back.
    headers.set("X-Accel-Buffering", "no");
    m_responder.begin(200, std::move(headers));
}

void Relay::passEvents(QByteArrayView bytes, providers::ChatCall &call)
{
    m_responder.write(bytes);
    if (m_paused || m_responder.pendingBytes() <= m_sendBuffer)
        return;
    m_paused = true;
    call.pause();
    m_responder.onDrained([this, &call] {
        m_paused = false;
        call.resume();
    });
}

void Relay::keepBody(RequestLife &life, const http::Headers &upstream, QByteArrayView bytes)
{
    life.status = 200;
    m_upstreamHeaders = upstream;
    m_body.append(bytes.data(), bytes.size());
}

void Relay::finish(const RequestLife &life)
{
    if (m_streaming) {
        m_responder.write("data: [DONE]\n\n");
        m_responder.finish();
        return;
    }
    http::Response response = http::jsonResponse(200, std::move(m_body));
    for (const auto &[name, value] : joined(m_upstreamHeaders, life))
        response.headers.set(name, value);
    m_responder.send(std::move(response));
}

void Relay::refuse(const RequestLife &life, Refusal refusal)
{
    if (m_streaming) {
        m_responder.write(errorEvent(refusal, m_dialect));
        m_responder.finish();
        return;
    }
    http::Response response = refusalResponse(refusal, m_dialect);
    for (const auto &[name, value] : callHeaders(life))
        response.headers.set(name, value);
    m_responder.send(std::move(response));
}

} // namespace sekisho::gateway
