// SPDX-License-Identifier: GPL-3.0-or-later
#include "openaicall.h"

#include "answerscan.h"
#include "openaishapes.h"
#include "tokenestimate.h"
#include "upstreamerror.h"

#include <QTimer>

namespace sekisho::providers {

using namespace std::chrono_literals;
using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;

namespace {

constexpr qsizetype LargestRefusal = 256 * 1024;
constexpr qsizetype LargestWholeAnswer = 64 * 1024 * 1024;
/// How long a connection may take to end after [DONE] so that it can be used again.
constexpr std::chrono::milliseconds GraceAfterDone = 250ms;

core::Error upstreamSaid(const QString &what)
{
    return {ErrorKind::Upstream, what, {}, {}, nullptr};
}

bool isSame(QByteArrayView name, QByteArrayView other)
{
    return name.size() == other.size() && name.compare(other, Qt::CaseInsensitive) == 0;
}

bool startsWith(QByteArrayView name, QByteArrayView start)
{
    return name.size() >= start.size() && isSame(name.first(start.size()), start);
}

/// What helps a client without telling it anything of the account: LiteLLM's names.
http::Headers passedOn(const http::Headers &headers)
{
    http::Headers kept;
    for (const auto &[name, value] : headers) {
        const bool isRate = startsWith(name, "x-ratelimit-");
        if (!isRate && !isSame(name, "x-request-id") && !isSame(name, "openai-processing-ms"))
            continue;
        const QByteArray lower = name.toByteArray().toLower();
        if (isRate)
            kept.append(lower, value);
        kept.append(QByteArray("llm_provider-" + lower), value);
    }
    return kept;
}

QString messageText(const core::Json &body)
{
    QString text;
    for (const core::Json &choice : core::memberOr(body, "choices"))
        text += core::stringOr(core::memberOr(choice, "message"), "content");
    return text;
}

/// The choices of a whole answer as the one chunk of a stream.
core::Json asChunk(core::Json body)
{
    body["object"] = "chat.completion.chunk";
    body.erase("usage");
    for (core::Json &choice : body["choices"]) {
        core::Json delta = core::memberOr(choice, "message");
        int index = 0;
        for (core::Json &call : delta["tool_calls"])
            call["index"] = index++;
        if (delta["tool_calls"].is_null())
            delta.erase("tool_calls");
        choice.erase("message");
        choice["delta"] = std::move(delta);
    }
    return body;
}

} // namespace

OpenAiCall::OpenAiCall(http::ConnectionPool &pool, OpenAiCallPlan plan, ChatListener &listener)
    : m_plan(std::move(plan))
    , m_listener(listener)
    , m_watch(m_plan.clientWantsUsage)
{
    m_call = pool.send(std::exchange(m_plan.request, {}), *this);
}

OpenAiCall::OpenAiCall(const core::Error &error, ChatListener &listener)
    : m_listener(listener)
    , m_watch(false)
{
    QTimer::singleShot(0, this, [this, error] {
        const core::Json body{{"error", {{"message", error.detail}}}};
        endWith(upstreamRefusal(400, {}, core::toJsonBytes(body), {}));
    });
}

void OpenAiCall::pause()
{
    if (m_call)
        m_call->pause();
}

void OpenAiCall::resume()
{
    if (m_call)
        m_call->resume();
}

void OpenAiCall::headReceived(int status, const http::Headers &headers)
{
    m_status = status;
    m_headers = headers;
    m_mode = modeFor(status, headers);
}

OpenAiCall::Mode OpenAiCall::modeFor(int status, const http::Headers &headers) const
{
    if (status < 200 || status >= 300)
        return Mode::Refusal;
    const bool events = headers.value("content-type").toLower().startsWith("text/event-stream");
    return m_plan.stream && events ? Mode::Events : Mode::Whole;
}

void OpenAiCall::bodyReceived(QByteArrayView bytes)
{
    if (m_mode == Mode::Events)
        takeEvents(bytes);
    else if (m_mode == Mode::Refusal || m_mode == Mode::Whole)
        keep(bytes);
}

void OpenAiCall::keep(QByteArrayView bytes)
{
    const bool refusal = m_mode == Mode::Refusal;
    if (refusal)
        m_body.append(bytes.first(std::min(bytes.size(), LargestRefusal - m_body.size())));
    else
        m_body.append(bytes);
    if (!refusal && m_body.size() > LargestWholeAnswer)
        endWith(upstreamFailure(upstreamSaid(u"the answer is too large"_s)));
}

void OpenAiCall::takeEvents(QByteArrayView bytes)
{
    const bool fits =
        m_splitter.feed(bytes, [this](const EventSplitter::Event &event) { return takeEvent(event); });
    if (!relay())
        return;
    if (!m_watch.error().is_null())
        endWith(upstreamStreamError(m_watch.error(), m_plan.secret));
    else if (!fits)
        endWith(upstreamFailure(upstreamSaid(u"an event of the stream is too large"_s)));
    else if (m_mode == Mode::Done)
        QTimer::singleShot(GraceAfterDone, this, [this] { complete(usageSoFar()); });
}

bool OpenAiCall::takeEvent(const EventSplitter::Event &event)
{
    const auto verdict = event.data ? m_watch.look(*event.data) : AnswerWatch::Verdict::Relay;
    if (verdict == AnswerWatch::Verdict::Done)
        m_mode = Mode::Done;
    // A comment before the first event would commit us to an answer that may still be an error.
    const bool tooEarly = !event.data && !m_started && m_outgoing.isEmpty();
    if (verdict == AnswerWatch::Verdict::Relay && !tooEarly)
        m_outgoing.append(event.raw);
    return verdict == AnswerWatch::Verdict::Relay || verdict == AnswerWatch::Verdict::Hide;
}

bool OpenAiCall::relay()
{
    if (m_outgoing.isEmpty())
        return true;
    if (!tellStarted())
        return false;
    const QPointer<OpenAiCall> alive(this);
    const QByteArray bytes = std::exchange(m_outgoing, {});
    m_listener.received(bytes);
    return alive;
}

bool OpenAiCall::tellStarted()
{
    if (std::exchange(m_started, true))
        return true;
    const QPointer<OpenAiCall> alive(this);
    m_listener.started(passedOn(m_headers));
    return alive;
}

void OpenAiCall::finished()
{
    if (m_mode == Mode::Refusal)
        endWith(upstreamRefusal(m_status, m_headers, m_body, m_plan.secret));
    else if (m_mode == Mode::Whole)
        finishWhole();
    else if (m_mode == Mode::Events || m_mode == Mode::Done)
        finishEvents();
}

void OpenAiCall::finishEvents()
{
    if (m_mode == Mode::Events)
        m_splitter.flush([this](const EventSplitter::Event &event) { return takeEvent(event); });
    if (!relay())
        return;
    if (!m_watch.error().is_null())
        endWith(upstreamStreamError(m_watch.error(), m_plan.secret));
    else if (m_mode == Mode::Done || m_watch.sawFinishReason())
        complete(usageSoFar());
    else
        endWith(upstreamFailure(upstreamSaid(u"the stream ended before its answer did"_s)));
}

void OpenAiCall::finishWhole()
{
    if (const auto usage = usageOfPlainAnswer(m_body); usage && !m_plan.stream)
        return deliverWhole(*usage);
    const auto body = core::parseJson(m_body);
    if (!body)
        return endWith(upstreamFailure(upstreamSaid(u"the answer is not JSON"_s)));
    if (!core::memberOr(*body, "error").is_null())
        return endWith(upstreamStreamError(*body, m_plan.secret));
    if (!core::memberOr(*body, "choices").is_array())
        return endWith(upstreamFailure(upstreamSaid(u"the answer is not a chat completion"_s)));
    m_plan.stream ? deliverAsStream(*body) : deliverWhole(usageOf(*body));
}

TokenUsage OpenAiCall::usageOf(const core::Json &body) const
{
    const auto counted = readUsage(core::memberOr(body, "usage"));
    return counted ? *counted : estimate(estimateTokens(messageText(body).toUtf8()));
}

void OpenAiCall::deliverWhole(const TokenUsage &usage)
{
    m_outgoing = std::move(m_body);
    if (relay())
        complete(usage);
}

/// Some servers ignore `stream` for some models.
void OpenAiCall::deliverAsStream(const core::Json &body)
{
    const TokenUsage usage = usageOf(body);
    m_outgoing = "data: " + core::toJsonBytes(asChunk(body)) + "\n\n";
    if (m_plan.clientWantsUsage) {
        const AnswerIdentity identity{core::stringOr(body, "id"), core::integerOr(body, "created"),
                                      core::stringOr(body, "model"),
                                      core::stringOr(body, "system_fingerprint")};
        m_outgoing += usageEvent(identity, usage);
    }
    if (relay())
        complete(usage);
}

void OpenAiCall::failed(const core::Error &error)
{
    if (m_mode == Mode::Done)
        complete(usageSoFar());
    else if (m_mode == Mode::Refusal)
        endWith(upstreamRefusal(m_status, m_headers, m_body, m_plan.secret));
    else
        endWith(upstreamFailure(error));
}

void OpenAiCall::endWith(const UpstreamError &error)
{
    if (std::exchange(m_mode, Mode::Ended) == Mode::Ended)
        return;
    m_call.reset();
    m_listener.failed(error, m_started ? usageSoFar() : TokenUsage());
}

void OpenAiCall::complete(const TokenUsage &usage)
{
    if (std::exchange(m_mode, Mode::Ended) == Mode::Ended)
        return;
    m_call.reset();
    m_listener.completed(usage);
}

TokenUsage OpenAiCall::usageSoFar() const
{
    return m_watch.usage().value_or(estimate(m_watch.estimatedCompletionTokens()));
}

TokenUsage OpenAiCall::estimate(std::int64_t completionTokens) const
{
    const auto request = core::parseJson(m_plan.clientBody);
    return {request ? estimatePromptTokens(*request) : 0, completionTokens, 0, true};
}

} // namespace sekisho::providers
