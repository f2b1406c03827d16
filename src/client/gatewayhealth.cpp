// SPDX-License-Identifier: GPL-3.0-or-later
#include "gatewayhealth.h"

namespace sekisho::client {

GatewayHealth healthFrom(const core::Json &answer)
{
    GatewayHealth health;
    health.status = core::stringOr(answer, "status");
    health.version = core::stringOr(answer, "litellm_version");
    health.databaseConnected = core::stringOr(answer, "db") == QStringLiteral("connected");
    return health;
}

} // namespace sekisho::client
