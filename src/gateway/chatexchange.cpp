// SPDX-License-Identifier: GPL-3.0-or-later
#include "chatexchange.h"

#include "control/teamcallbackroutes.h"
#include "errorenvelope.h"
#include "stages/upstreamrefusal.h"

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

ChatExchange::ChatExchange(ChatStages &stages, http::Responder responder, std::function<void()> ended)
    : m_stages(stages)
    , m_relay(std::move(responder), stages.sendBuffer, stages.dialect)
    , m_ended(std::move(ended))
{
}

void ChatExchange::left(Stage stage)
{
    if (m_stages.observer)
        m_stages.observer(stage, m_life);
}

void ChatExchange::start(http::Request request, const QString &pathModel)
{
    m_life = m_stages.accept.run(std::move(request));
    left(Stage::Accept);
    auto done = parse(pathModel);
    if (done)
        done = authenticate();
    if (done)
        done = authorise();
    if (!done)
        return refuse(refusalOf(done.error()));
    if (auto admitted = admit(); !admitted)
        return refuse(std::move(admitted.error()));
    if (auto routed = route(); !routed)
        return refuse(std::move(routed.error()));
    m_relay.onClientGone([this] { clientGone(); });
    keepRequest();
    call();
}

// Bytes are shared, not copied; whoever stores them reads them on another thread.
void ChatExchange::keepRequest()
{
    const http::Request &request = m_life.request;
    if (!m_stages.payloads || request.headers.value("x-litellm-enable-message-redaction").toLower() == "true")
        return;
    if (m_life.grant.team && isLoggingDisabled(m_life.grant.team->rules))
        return;
    m_kept =
        RawPayload{m_life.callId, m_life.startedAt, request.path, request.body, {}, m_life.command.stream};
}

void ChatExchange::keepResponse(QByteArrayView bytes)
{
    if (!m_kept)
        return;
    const auto room = RawPayload::LargestResponse - m_kept->response.size();
    m_kept->response.append(bytes.first(std::min(bytes.size(), room)));
}

core::Result<void> ChatExchange::parse(const QString &pathModel)
{
    auto command = m_stages.parse.run(m_life.request, pathModel);
    if (!command)
        return core::fail(command.error());
    m_life.command = std::move(*command);
    left(Stage::Parse);
    return {};
}

core::Result<void> ChatExchange::authenticate()
{
    auto caller = m_stages.authenticate.run(m_life.request.headers);
    if (!caller)
        return core::fail(caller.error());
    m_life.caller = std::move(*caller);
    left(Stage::Authenticate);
    return {};
}

core::Result<void> ChatExchange::authorise()
{
    auto grant = m_stages.authorise.standing(m_life.caller);
    if (!grant)
        return core::fail(grant.error());
    m_life.grant = std::move(*grant);
    if (auto done = m_stages.authorise.route(m_life.caller, m_life.request.path); !done)
        return done;
    if (auto done = m_stages.authorise.labels(m_life.caller, m_life.grant, m_life.command); !done)
        return done;
    QString &model = m_life.command.model;
    model = m_stages.authorise.meaningOf(model, m_life.caller, m_life.grant);
    const QString team = m_life.grant.team ? m_life.grant.team->rules.teamId : QString();
    const auto table = m_stages.models.now();
    m_life.group = ModelTable::find(table, model, team);
    const ModelAsk ask{m_life.group ? m_life.group->name : model, m_life.group.get(), &table->access()};
    if (auto done = m_stages.authorise.model(m_life.caller, m_life.grant, ask); !done)
        return done;
    if (!m_life.group)
        return core::fail(
            ErrorKind::InvalidInput,
            u"Invalid model name passed in model=%1. Call `/v1/models` to view available models for "
            u"your key."_s.arg(model),
            {}, u"model"_s);
    left(Stage::Authorise);
    return {};
}

Verdict<void> ChatExchange::admit()
{
    m_life.reachedAdmission = true;
    if (auto ready = m_stages.record.ready(); !ready)
        return tl::make_unexpected(refusalOf(ready.error()));
    auto reservation = m_stages.admit.run(m_life.caller, m_life.grant, m_life.command, *m_life.group);
    if (!reservation)
        return tl::make_unexpected(std::move(reservation.error()));
    m_life.reservation = std::move(*reservation);
    left(Stage::Admit);
    return {};
}

Verdict<void> ChatExchange::route()
{
    auto routed = m_stages.route.run(m_life);
    if (!routed)
        return routed;
    ++m_life.attempts;
    left(Stage::Route);
    return {};
}

void ChatExchange::call()
{
    auto *provider = m_stages.providers.provider(m_life.deployment->provider);
    if (!provider)
        return refuse(refusalOf({ErrorKind::Internal,
                                 u"No provider named %1"_s.arg(m_life.deployment->provider),
                                 {},
                                 {},
                                 nullptr}));
    m_life.upstream = m_stages.translate.run(m_life);
    left(Stage::Translate);
    m_call = provider->startChat(*m_life.deployment, m_life.upstream, *this);
    left(Stage::Call);
}

void ChatExchange::started(const http::Headers &headers)
{
    if (m_life.command.stream)
        m_relay.beginStream(m_life, headers);
    else
        m_upstreamHeaders = headers;
}

void ChatExchange::received(QByteArrayView bytes)
{
    if (!m_life.firstByteAt)
        m_life.firstByteAt = m_stages.clock.now();
    keepResponse(bytes);
    if (m_life.command.stream)
        m_relay.passEvents(bytes, *m_call);
    else
        m_relay.keepBody(m_life, m_upstreamHeaders, bytes);
}

void ChatExchange::settleAndRecord(Outcome outcome, std::function<void(core::Result<void>)> then)
{
    m_isEnding = true;
    m_life.outcome = outcome;
    left(Stage::Relay);
    m_stages.settle.run(m_life);
    left(Stage::Settle);
    if (m_kept)
        (void)m_stages.payloads->put(*std::exchange(m_kept, std::nullopt));
    m_stages.record.run(m_life, std::move(then));
    left(Stage::Record);
}

void ChatExchange::completed(const providers::TokenUsage &usage)
{
    m_life.usage = usage;
    settleAndRecord(Outcome::Success, [this](const auto &recorded) { answer(recorded); });
}

void ChatExchange::answer(const core::Result<void> &recorded)
{
    if (recorded)
        m_relay.finish(m_life);
    else if (m_relay.hasBegun())
        m_relay.abort();
    else
        m_relay.refuse(m_life, refusalOf(recorded.error()));
    end();
}

void ChatExchange::failed(const providers::UpstreamError &error, const providers::TokenUsage &usageSoFar)
{
    const bool mayTryAgain = !m_relay.hasBegun() && isWorthAnotherTry(error);
    if (mayTryAgain && m_life.attempts < m_life.group->deployments.size() && route()) {
        m_call.reset();
        return call();
    }
    m_life.usage = usageSoFar;
    m_life.error = upstreamErrorForLedger(error);
    refuse(upstreamRefusal(error));
}

void ChatExchange::refuse(Refusal refusal)
{
    if (!m_relay.hasBegun())
        m_life.status = statusOf(refusal, m_stages.dialect);
    if (m_life.error.isEmpty())
        m_life.error = refusal.error.detail;
    m_refusal = std::move(refusal);
    if (!m_life.reachedAdmission)
        return answerRefused();
    settleAndRecord(Outcome::Failure, [this](const auto &) { answerRefused(); });
}

void ChatExchange::answerRefused()
{
    m_relay.refuse(m_life, *std::move(m_refusal));
    end();
}

void ChatExchange::clientGone()
{
    if (m_isEnding)
        return; // the row tells how the call ended; who does not wait for the answer changes nothing
    m_life.usage = m_call->usageSoFar();
    m_call.reset();
    m_life.status = 499;
    m_life.error = u"The client closed the connection before the answer was complete."_s;
    settleAndRecord(Outcome::ClientGone, [this](const auto &) { end(); });
}

void ChatExchange::end()
{
    // It destroys this exchange, so it must not be a part of it.
    const auto ended = std::move(m_ended);
    ended();
}

} // namespace sekisho::gateway
