// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chatexchange.h"
#include "controldispatch.h"
#include "modelroutes.h"

#include <http/connectionpool.h>
#include <http/server.h>

namespace sekisho::gateway {

/// The gateway on one I/O thread: finds the route and gives the request to whoever answers it.
class GatewayHandler final : public http::Handler
{
public:
    explicit GatewayHandler(const GatewayCore &core);
    ~GatewayHandler() override;

    void handle(http::Request request, http::Responder responder) override;

private:
    struct Visitor {
        Caller caller;
        Grant grant;
    };
    void dispatch(const RouteMatch &match, http::Request request, http::Responder responder);
    bool isLetIn(const http::Request &request) const;
    void startChat(http::Request request, http::Responder responder, const QString &pathModel);
    void runTraces(http::Request request, http::Responder responder);
    http::Response publicAnswer(RouteKind kind) const;
    core::Result<Visitor> visitorOf(const http::Request &request, Scope scope) const;
    core::Result<core::Json> modelAnswer(const RouteMatch &match, const Visitor &visitor,
                                         const http::Request &request) const;

    const GatewayCore &m_core;
    std::unique_ptr<Journal> m_journal;
    http::ConnectionPool m_pool;
    providers::ProviderRegistry m_providers;
    ChatStages m_stages;
    ModelRoutes m_models;
    Offload m_offload;
    ControlDispatch m_control;
    // Last, so that calls under way end before what they use.
    std::unordered_map<std::uint64_t, std::unique_ptr<ChatExchange>> m_exchanges;
    std::uint64_t m_nextExchange = 0;
};

} // namespace sekisho::gateway
