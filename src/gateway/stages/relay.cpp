// SPDX-License-Identifier: GPL-3.0-or-later
#include "relay.h"

#include "../basetext.h"
#include "../errorenvelope.h"
#include "../version.h"
#include "raterefusal.h"

#include <charconv>

namespace sekisho::gateway {

namespace {

/// A number or a short text on its way into a field, without memory of its own.
class Short
{
public:
    template <typename... Format>
    explicit Short(double value, Format... format)
        : m_end(std::to_chars(m_text, m_text + sizeof m_text, value, format...).ptr)
    {
    }
    operator QByteArrayView() const { return {m_text, m_end - m_text}; }

private:
    char m_text[64];
    char *m_end;
};

Short usd(core::Money amount)
{
    return Short(amount.usd(), std::chars_format::general, 12);
}

void addDeployment(http::Headers &headers, const RequestLife &life)
{
    headers.append("x-litellm-model-group", life.command.model.toUtf8());
    headers.append("x-litellm-model-id", life.deployment->id.toUtf8());
    if (life.deployment->isDemo())
        headers.append("x-sekisho-demo", "true");
    else
        headers.append("x-litellm-model-api-base", baseText(life.deployment->apiBase).toUtf8());
    if (life.attempts > 1)
        headers.append("x-litellm-attempted-retries", std::int64_t(life.attempts - 1));
}

void addSpend(http::Headers &headers, const RequestLife &life)
{
    if (life.outcome != Outcome::UnderWay)
        headers.append("x-litellm-response-cost", usd(life.cost));
    if (!life.caller.key)
        return;
    headers.append("x-litellm-key-spend",
                   usd(core::Money::fromNanos(life.caller.key->meter->spentNanos.load())));
    if (const auto &limit = life.caller.key->rules.limits.maxBudget)
        headers.append("x-litellm-key-max-budget", usd(*limit));
}

void addCall(http::Headers &headers, const RequestLife &life)
{
    headers.append("x-litellm-call-id", life.callId.toLatin1());
    headers.append("x-litellm-version", dialectVersion());
    headers.append("x-litellm-response-duration-ms", Short(life.elapsedMs(), std::chars_format::fixed, 3));
    if (life.deployment)
        addDeployment(headers, life);
    addSpend(headers, life);
}

void addAll(http::Headers &headers, const http::Headers &upstream, const RequestLife &life)
{
    for (const auto &[name, value] : upstream)
        headers.set(name, value);
    addCall(headers, life);
    // Before the upstream's, which speak of the gateway's own account there.
    setRateFields(headers, life.reservation.rates(), life.startedAt);
}

} // namespace

http::Headers callHeaders(const RequestLife &life)
{
    http::Headers headers;
    addCall(headers, life);
    return headers;
}

Relay::Relay(http::Responder responder, qint64 sendBuffer, ErrorDialect dialect)
    : m_responder(std::move(responder))
    , m_sendBuffer(sendBuffer)
    , m_dialect(dialect)
{
}

void Relay::beginStream(RequestLife &life, const http::Headers &upstream)
{
    m_streaming = true;
    life.status = 200;
    http::Headers headers;
    addAll(headers, upstream, life);
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
    http::Headers headers{{"Content-Type", "application/json"}};
    addAll(headers, m_upstreamHeaders, life);
    m_responder.send({200, std::move(headers), std::move(m_body)});
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
