// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/livesettings.h"
#include "gatewayhandler.h"

namespace sekisho::gateway {

/// A GatewayHandler with settings of its own, which are brought up to date before each request. So whatever
/// works on this thread may refer to them without a lock.
class ReloadingHandler final : public http::Handler
{
public:
    using MakeCore = std::function<GatewayCore(const GatewaySettings &settings)>;

    /// `live` must outlive the handler.
    ReloadingHandler(const LiveSettings &live, const MakeCore &makeCore);

    void handle(http::Request request, http::Responder responder) override;

private:
    const LiveSettings &m_live;
    std::uint64_t m_seen = 0;
    GatewaySettings m_settings;
    const GatewayCore m_core;
    GatewayHandler m_handler;
};

} // namespace sekisho::gateway
