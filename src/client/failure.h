// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayrefusal.h"

#include <core/error.h>

class QNetworkReply;

namespace sekisho::client {

// Values of core::Error::code for failures below HTTP.
inline constexpr QLatin1String CodeRefused("connection_refused");
inline constexpr QLatin1String CodeHostNotFound("host_not_found");
inline constexpr QLatin1String CodeTls("tls");
inline constexpr QLatin1String CodeProxy("proxy");
inline constexpr QLatin1String CodeConnectionLost("connection_lost");
inline constexpr QLatin1String CodeTimeout("timeout");
/// Something answered, but not in this API's language.
inline constexpr QLatin1String CodeNotTheApi("not_the_api");

/// For a reply that ended without an HTTP status.
core::Error networkFailure(const QNetworkReply &reply);

/// For a status of 400 or above, either dialect: `type` decides first, the status second (litellm-api §0.3).
core::Error errorFrom(const GatewayRefusal &refusal);

} // namespace sekisho::client
