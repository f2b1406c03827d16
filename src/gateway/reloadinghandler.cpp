// SPDX-License-Identifier: GPL-3.0-or-later
#include "reloadinghandler.h"

namespace sekisho::gateway {

static GatewaySettings settingsOf(const LiveSettings &live, std::uint64_t &seen)
{
    GatewaySettings settings;
    live.refresh(settings, seen);
    return settings;
}

ReloadingHandler::ReloadingHandler(const LiveSettings &live, const MakeCore &makeCore)
    : m_live(live)
    , m_settings(settingsOf(live, m_seen))
    , m_core(makeCore(m_settings))
    , m_handler(m_core)
{
}

void ReloadingHandler::handle(http::Request request, http::Responder responder)
{
    m_live.refresh(m_settings, m_seen);
    m_handler.handle(std::move(request), std::move(responder));
}

} // namespace sekisho::gateway
