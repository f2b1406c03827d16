// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewaycore.h"
#include "offload.h"

namespace sekisho::gateway {

/// Takes management requests from an I/O thread to the management thread and the answers back. What the
/// ledger has taken before is in the database when the handler runs, so a call that has just ended is in
/// /spend/logs.
class ControlDispatch
{
public:
    ControlDispatch(const GatewayCore &core, Offload &offload);
    void run(const RouteMatch &match, const http::Request &request, Caller caller, http::Responder responder);

private:
    const GatewayCore &m_core;
    Offload &m_offload;
};

} // namespace sekisho::gateway
