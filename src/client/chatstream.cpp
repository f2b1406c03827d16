// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatstream.h"

#include "failure.h"
#include "wirejson.h"

#include <core/logging.h>

#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace sekisho::client {

using core::ErrorKind;
using core::Json;
using namespace Qt::Literals::StringLiterals;

namespace {
constexpr qsizetype LargestPlainAnswer = 16 * 1024 * 1024;
/// After [DONE] only the end of the body is missing; some proxies never send it.
constexpr std::chrono::milliseconds EndGrace{1000};

bool isEventStream(const QNetworkReply &reply)
{
    return reply.header(QNetworkRequest::ContentTypeHeader).toString().startsWith(u"text/event-stream"_s);
}

core::Error incomplete()
{
    return {ErrorKind::Network, u"The answer broke off"_s, CodeConnectionLost, {}, nullptr};
}

core::Error unreadable(const QString &detail)
{
    return {ErrorKind::Upstream, detail, CodeNotTheApi, {}, nullptr};
}
} // namespace

ChatStream::ChatStream(QNetworkAccessManager *network, ServerEndpoint endpoint, const core::Clock *clock,
                       QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_endpoint(std::move(endpoint))
    , m_clock(clock)
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(DefaultIdleTimeout);
    connect(&m_idle, &QTimer::timeout, this, &ChatStream::silenceTooLong);
}

ChatStream::~ChatStream()
{
    release();
}

void ChatStream::setIdleTimeout(std::chrono::milliseconds timeout)
{
    m_idle.setInterval(timeout);
}

bool ChatStream::isActive() const
{
    return m_reply != nullptr;
}

void ChatStream::start(const ChatRequest &request)
{
    Q_ASSERT(!m_reply);
    m_outcome.startedAt = m_clock->now();
    m_outcome.model = request.model;
    post(request);
    m_idle.start();
}

void ChatStream::post(const ChatRequest &request)
{
    auto network = networkRequest(m_endpoint, urlFor(m_endpoint, u"/v1/chat/completions"_s));
    network.setRawHeader("Content-Type", "application/json");
    network.setRawHeader("Accept", "text/event-stream, application/json");
    // Qt would ask for gzip, and a compressing proxy hands over a stream in lumps.
    network.setRawHeader("Accept-Encoding", "identity");
    m_reply = m_network->post(network, core::toJsonBytes(toJson(request)));
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &ChatStream::readHead);
    connect(m_reply, &QNetworkReply::readyRead, this, &ChatStream::readBody);
    connect(m_reply, &QNetworkReply::finished, this, &ChatStream::replyFinished);
}

void ChatStream::stop()
{
    if (!m_reply)
        return;
    m_outcome.stopped = true;
    finish();
}

void ChatStream::readHead()
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0 || status == m_status)
        return;
    m_status = status;
    readHeaders(m_outcome, m_reply->rawHeaderPairs());
    m_eventStream = status == 200 && isEventStream(*m_reply);
    if (!m_eventStream)
        return;
    // Sent before the first token, so it cannot be the cost of this answer.
    m_outcome.cost.reset();
    Q_EMIT accepted(m_outcome.callId);
}

void ChatStream::readBody()
{
    const auto bytes = m_reply->readAll();
    if (!m_done)
        m_idle.start();
    if (m_eventStream) {
        if (!feed(bytes) && m_reply)
            failWith(unreadable(u"An event of the stream is too large"_s));
        return;
    }
    m_plainBody += bytes;
    if (m_plainBody.size() > LargestPlainAnswer)
        failWith(unreadable(u"The answer is too large"_s));
}

bool ChatStream::feed(const QByteArray &bytes)
{
    // A slot may stop the stream in the middle of the events of one read.
    return m_decoder.feed(bytes, [this](const http::SseEvent &event) {
        if (m_reply)
            takeEvent(event);
    });
}

void ChatStream::takeEvent(const http::SseEvent &event)
{
    if (event.data == "[DONE]") {
        m_done = true;
        m_idle.start(EndGrace);
        return;
    }
    const auto chunk = core::parseJson(event.data);
    if (!chunk || !chunk->is_object()) {
        failWith(unreadable(u"An event of the stream is not JSON"_s));
        return;
    }
    takeChunk(*chunk);
}

void ChatStream::takeChunk(const Json &chunk)
{
    if (const auto &error = core::memberOr(chunk, "error"); !error.is_null()) {
        const auto refusal = parseStreamRefusal(error);
        failWith(errorFrom(refusal), refusal);
        return;
    }
    if (const auto id = core::stringOr(chunk, "id"); !id.isEmpty())
        m_outcome.responseId = id;
    if (const auto model = core::stringOr(chunk, "model"); !model.isEmpty())
        m_outcome.model = model;
    if (const auto &usage = core::memberOr(chunk, "usage"); usage.is_object())
        takeUsage(usage);
    if (const auto &choices = core::memberOr(chunk, "choices"); choices.is_array() && !choices.empty())
        takeChoice(choices.front());
}

void ChatStream::takeChoice(const Json &choice)
{
    if (const auto reason = core::stringOr(choice, "finish_reason"); !reason.isEmpty())
        m_outcome.finishReason = reason;
    // A whole message is what a gateway that does not stream answers.
    const auto &part = core::memberOr(choice, choice.contains("delta") ? "delta" : "message");
    const auto text = core::stringOr(part, "content");
    takeText(core::stringOr(part, "reasoning_content"), true);
    takeText(text, false);
}

void ChatStream::takeText(const QString &text, bool isReasoning)
{
    if (text.isEmpty() || !m_reply)
        return;
    if (!m_outcome.firstTokenAt)
        m_outcome.firstTokenAt = m_clock->now();
    if (isReasoning)
        Q_EMIT reasoningDelta(text);
    else
        Q_EMIT delta(text);
}

void ChatStream::takeUsage(const Json &usageObject)
{
    m_outcome.usage = ChatUsage{core::integerOr(usageObject, "prompt_tokens"),
                                core::integerOr(usageObject, "completion_tokens")};
    // Only LiteLLM with include_cost_in_streaming_usage tells it here; else CostLookup reads it from the
    // ledger.
    if (const auto cost = optionalMoney(usageObject, "cost"))
        m_outcome.cost = cost;
    Q_EMIT usage(m_outcome.usage->promptTokens, m_outcome.usage->completionTokens);
}

void ChatStream::takePlainAnswer()
{
    const auto answer = core::parseJson(m_plainBody);
    if (!answer || !core::memberOr(*answer, "choices").is_array()) {
        failWith(unreadable(u"The server did not answer with a chat completion"_s));
        return;
    }
    takeChunk(*answer);
    finish();
}

void ChatStream::silenceTooLong()
{
    if (m_done)
        finish();
    else
        failWith({ErrorKind::Timeout,
                  u"Nothing came for %1 ms"_s.arg(m_idle.interval()),
                  CodeTimeout,
                  {},
                  nullptr});
}

void ChatStream::replyFinished()
{
    readHead();
    if (m_reply->bytesAvailable() > 0)
        readBody();
    if (!m_reply)
        return;
    if (m_status >= 400) {
        const auto refusal = parseRefusal(m_status, m_reply->rawHeaderPairs(), m_plainBody);
        failWith(errorFrom(refusal), refusal);
    } else if (m_eventStream) {
        const bool whole =
            m_done || (m_reply->error() == QNetworkReply::NoError && !m_outcome.finishReason.isEmpty());
        whole ? finish() : failWith(incomplete());
    } else if (m_reply->error() != QNetworkReply::NoError) {
        failWith(networkFailure(*m_reply));
    } else {
        takePlainAnswer();
    }
}

void ChatStream::failWith(core::Error error, std::optional<GatewayRefusal> refusal)
{
    if (!m_reply)
        return;
    qCDebug(core::lcClient) << "chat failed" << core::nameOf(error.kind) << error.code << m_status;
    release();
    m_outcome.endedAt = m_clock->now();
    if (refusal && m_outcome.callId.isEmpty())
        m_outcome.callId = refusal->callId;
    Q_EMIT failed({std::move(error), std::move(refusal), m_outcome});
}

void ChatStream::finish()
{
    if (!m_reply)
        return;
    release();
    m_outcome.endedAt = m_clock->now();
    Q_EMIT finished(m_outcome);
}

void ChatStream::release()
{
    m_idle.stop();
    auto *reply = std::exchange(m_reply, nullptr);
    if (!reply)
        return;
    reply->disconnect(this);
    reply->abort();
    reply->deleteLater();
}

} // namespace sekisho::client
