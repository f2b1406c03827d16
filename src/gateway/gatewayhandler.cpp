// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayhandler.h"

#include "errorenvelope.h"
#include "health.h"

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

static QByteArrayList customerHeaders(const GatewaySettings &settings)
{
    QByteArrayList names;
    for (const core::Json &mapping : settings.userHeaderMappings) {
        if (core::stringOr(mapping, "litellm_user_role") == u"customer")
            names.append(core::stringOr(mapping, "header_name").toLatin1());
    }
    names.append(settings.userHeaderName.toLatin1());
    names.removeAll(QByteArray());
    return names;
}

static ChatStages stagesOf(const GatewayCore &core, Journal &journal, providers::ProviderRegistry &providers)
{
    return {Accept(core.clock),
            Parse(customerHeaders(core.settings)),
            Authenticate(core.directory, core.master, core.clock, core.settings.keyHeaderName.toLatin1()),
            Authorise(core.directory, core.clock, core.settings),
            Admit(core.directory, core.rates, core.clock, core.settings),
            Route(core.rates, core.clock, core.settings),
            Translate(),
            Settle(core.settings),
            Record(journal, core.clock),
            ModelsView(core.models),
            providers,
            core.clock,
            core.sendBuffer,
            core.settings.errorDialect,
            core.observer,
            core.ledger.payloads()};
}

GatewayHandler::GatewayHandler(const GatewayCore &core)
    : m_core(core)
    , m_journal(core.ledger.makeJournal())
    , m_providers(m_pool)
    , m_stages(stagesOf(core, *m_journal, m_providers))
    , m_models(core.models, core.health, m_stages.authorise)
    , m_control(core, m_offload)
{
}

GatewayHandler::~GatewayHandler() = default;

static QHostAddress callerAddress(const http::Request &request, bool behindProxy)
{
    if (!behindProxy)
        return request.peer;
    // The last one is what the proxy in front has seen; those before it anybody can write.
    const QByteArray given = request.headers.value("X-Forwarded-For").split(',').last().trimmed();
    return QHostAddress(QString::fromLatin1(given));
}

bool GatewayHandler::isLetIn(const http::Request &request) const
{
    return m_core.gate.lets(callerAddress(request, m_core.settings.useForwardedFor));
}

static core::Error strangeAddress()
{
    return {
        ErrorKind::Forbidden, u"Access forbidden: IP address not allowed."_s, u"auth_error"_s, {}, nullptr};
}

void GatewayHandler::handle(http::Request request, http::Responder responder)
{
    const bool isLetIn = this->isLetIn(request);
    if (m_core.traces && traces::TraceApi::serves(request.path)) {
        if (!isLetIn)
            return responder.send(refusalResponse(strangeAddress(), m_core.settings.errorDialect));
        return runTraces(std::move(request), std::move(responder));
    }
    const auto match = m_core.routes.match(request.method, request.path);
    if (!match)
        return responder.send(unroutedResponse(match.error(), m_core.settings.errorDialect));
    if (!isLetIn && match->entry->scope != Scope::Public)
        return responder.send(refusalResponse(strangeAddress(), m_core.settings.errorDialect));
    dispatch(*match, std::move(request), std::move(responder));
}

void GatewayHandler::dispatch(const RouteMatch &match, http::Request request, http::Responder responder)
{
    if (match.entry->kind == RouteKind::Chat)
        return startChat(std::move(request), std::move(responder), match.parameter);
    if (match.entry->scope == Scope::Public && match.entry->kind != RouteKind::Control)
        return responder.send(publicAnswer(match.entry->kind));
    auto visitor = visitorOf(request, match.entry->scope);
    if (!visitor)
        return responder.send(refusalResponse(visitor.error(), m_core.settings.errorDialect));
    if (match.entry->kind == RouteKind::Control)
        return m_control.run(match, request, std::move(visitor->caller), std::move(responder));
    const auto answer = modelAnswer(match, *visitor, request);
    responder.send(answer ? http::jsonResponse(200, core::toJsonBytes(*answer))
                          : refusalResponse(answer.error(), m_core.settings.errorDialect));
}

static core::Failure outOfScope(const Caller &caller, const QByteArray &path)
{
    return core::fail(
        ErrorKind::Unauthenticated,
        u"Authentication Error, Only proxy admin can be used to generate, delete, update info for "
        u"new keys/users/teams. Route=%1. Your role=%2. Your user_id=%3"_s.arg(
            QString::fromUtf8(path), nameOf(caller.role), caller.userId),
        u"auth_error"_s);
}

core::Result<GatewayHandler::Visitor> GatewayHandler::visitorOf(const http::Request &request,
                                                                Scope scope) const
{
    if (scope == Scope::Public)
        return Visitor{};
    auto caller = m_stages.authenticate.run(request.headers);
    if (!caller)
        return core::fail(caller.error());
    auto grant = m_stages.authorise.standing(*caller);
    if (!grant)
        return core::fail(grant.error());
    if (const auto done = m_stages.authorise.route(*caller, request.path); !done)
        return core::fail(done.error());
    if (!isWithin(scope, *caller))
        return outOfScope(*caller, request.path);
    return Visitor{std::move(*caller), std::move(*grant)};
}

core::Result<core::Json> GatewayHandler::modelAnswer(const RouteMatch &match, const Visitor &visitor,
                                                     const http::Request &request) const
{
    if (match.entry->kind == RouteKind::ModelEntry)
        return m_models.entry(visitor.caller, visitor.grant, match.parameter);
    return m_models.list(visitor.caller, visitor.grant, QUrlQuery(QString::fromUtf8(request.query)));
}

http::Response GatewayHandler::publicAnswer(RouteKind kind) const
{
    switch (kind) {
    case RouteKind::Liveliness:
        return livelinessResponse();
    case RouteKind::Readiness:
        return readinessResponse(m_core.ledger, m_core.settings.readyWithoutDatabase);
    case RouteKind::OpenApi:
        return http::jsonResponse(200, m_core.openApi);
    case RouteKind::RouteList:
        return http::jsonResponse(200, m_core.routeList);
    default:
        return rootResponse();
    }
}

void GatewayHandler::startChat(http::Request request, http::Responder responder, const QString &pathModel)
{
    const std::uint64_t id = m_nextExchange++;
    auto exchange =
        std::make_unique<ChatExchange>(m_stages, std::move(responder), [this, id] { m_exchanges.erase(id); });
    m_exchanges.emplace(id, std::move(exchange)).first->second->start(std::move(request), pathModel);
}

void GatewayHandler::runTraces(http::Request request, http::Responder responder)
{
    auto work = [traces = m_core.traces, request = std::move(request)] { return traces->handle(request); };
    m_offload.run(m_core.traceThread, std::move(work), std::move(responder));
}

} // namespace sekisho::gateway
