// SPDX-License-Identifier: GPL-3.0-or-later
#include "relay.h"

#include "../errorenvelope.h"
#include "../version.h"
#include "raterefusal.h"

#include <charconv>

namespace sekisho::gateway {

/// A field's name without a copy of it.
template <std::size_t Size>
static QByteArray fixed(const char (&name)[Size])
{
    return QByteArray::fromRawData(name, qsizetype(Size - 1));
}

template <typename... Format>
static QByteArray numberText(double value, Format... format)
{
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, value, format...).ptr;
    return QByteArray(text, end - text);
}

static QByteArray usdText(core::Money amount)
{
    return numberText(amount.usd(), std::chars_format::general, 12);
}

/// Without what may be secret in it. Made once for the deployment that is asked again and again.
static QByteArray baseText(const QUrl &apiBase)
{
    thread_local QUrl known;
    thread_local QByteArray text;
    if (text.isEmpty() || known != apiBase) {
        known = apiBase;
        text = apiBase.toString(QUrl::RemoveQuery | QUrl::RemoveUserInfo).toUtf8();
    }
    return text;
}

static void addDeployment(http::Headers &headers, const RequestLife &life)
{
    headers.append(fixed("x-litellm-model-group"), life.command.model.toUtf8());
    headers.append(fixed("x-litellm-model-id"), life.deployment->id.toUtf8());
    if (life.deployment->isDemo())
        headers.append(fixed("x-sekisho-demo"), "true");
    else
        headers.append(fixed("x-litellm-model-api-base"), baseText(life.deployment->apiBase));
    if (life.attempts > 1)
        headers.append(fixed("x-litellm-attempted-retries"),
                       QByteArray::number(qulonglong(life.attempts - 1)));
}

static void addSpend(http::Headers &headers, const RequestLife &life)
{
    if (life.outcome != Outcome::UnderWay)
        headers.append(fixed("x-litellm-response-cost"), usdText(life.cost));
    if (!life.caller.key)
        return;
    headers.append(fixed("x-litellm-key-spend"),
                   usdText(core::Money::fromNanos(life.caller.key->meter->spentNanos.load())));
    if (const auto &limit = life.caller.key->rules.limits.maxBudget)
        headers.append(fixed("x-litellm-key-max-budget"), usdText(*limit));
}

http::Headers callHeaders(const RequestLife &life)
{
    http::Headers headers;
    headers.append(fixed("x-litellm-call-id"), life.callId.toLatin1());
    headers.append(fixed("x-litellm-version"), dialectVersion());
    headers.append(fixed("x-litellm-response-duration-ms"),
                   numberText(life.elapsedMs(), std::chars_format::fixed, 3));
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

static http::Headers joined(http::Headers headers, const http::Headers &upstream, const RequestLife &life)
{
    for (const auto &[name, value] : upstream)
        headers.set(name, value);
    for (const auto &[name, value] : callHeaders(life))
        headers.append(name, value);
    // Before the upstream's, which speak of the gateway's own account there.
    for (const auto &[name, value] : rateHeaders(life.reservation.rates(), life.startedAt))
        headers.set(name, value);
    return headers;
}

void Relay::beginStream(RequestLife &life, const http::Headers &upstream)
{
    m_streaming = true;
    life.status = 200;
    http::Headers headers = joined({}, upstream, life);
    headers.set(fixed("Content-Type"), "text/event-stream; charset=utf-8");
    headers.set(fixed("Cache-Control"), "no-cache");
    // Proxies such as nginx would otherwise hold the events back.
    headers.set(fixed("X-Accel-Buffering"), "no");
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
    http::Headers headers{{fixed("Content-Type"), QByteArrayLiteral("application/json")}};
    m_responder.send({200, joined(std::move(headers), m_upstreamHeaders, life), std::move(m_body)});
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
