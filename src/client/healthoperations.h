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
    /// GET /key/info without a key, then GET /user/info: a row for a virtual key; an administrator is whose
    /// user has the role `proxy_admin`. 404 `not_found_error` of the first is the sign of the master key,
    /// where the second says so too, or is not there and what is presented is no token.
    core::Async<CallerInfo> caller() const;

private:
    ApiTransport *m_transport;
};

} // namespace sekisho::client
