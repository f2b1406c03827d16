// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayclient.h"

namespace sekisho::client {

GatewayClient::GatewayClient(ApiTransport *transport)
    : m_transport(transport)
    , m_keys(transport)
    , m_teams(transport)
    , m_budgets(transport)
    , m_models(transport)
    , m_spend(transport)
    , m_health(transport)
{
}

} // namespace sekisho::client
