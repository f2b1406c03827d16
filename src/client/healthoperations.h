// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apitransport.h"
#include "gatewayhealth.h"

namespace sekisho::client {

/// Is the gateway there, and who are we to it (litellm-api §13).
class HealthOperations
{
public:
    /// `transport` is borrowed.
    explicit HealthOperations(ApiTransport *transport);

    core::Async<GatewayHealth> readiness() const;
    /// GET /key/info without a key: a row for a virtual key; 404 `not_found_error` is the sign of the master
    /// key.
    core::Async<CallerInfo> caller() const;

private:
    ApiTransport *m_transport;
};

} // namespace sekisho::client
