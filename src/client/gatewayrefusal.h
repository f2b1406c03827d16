// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apimessage.h"

#include <core/money.h>
#include <core/timestamp.h>

#include <optional>

namespace sekisho::client {

/// The rule of the gateway that a request broke.
enum class RefusalRule {
    None, ///< not a refusal by rule: a malformed request, or something that broke
    KeyUnknown,
    KeyExpired,
    KeyBlocked,
    TeamBlocked,
    ModelNotAllowed,
    ModelUnknown,
    BudgetExceeded,
    RateLimited,
    RouteNotAllowed,
};

/// Whose rule it was.
enum class RefusalScope {
    Unknown,
    Key,
    Team,
    TeamMember,
    User,
    Organization,
    Project,
    EndUser,
    Tag,
    Budget,
    Model,
    Gateway
};

/// An error answer of a LiteLLM-compatible gateway, read (either dialect, litellm-api §0.2-0.3, §1.4, §2).
/// What only the message text tells is for display; nothing depends on it.
struct GatewayRefusal {
    int status = 0;
    QString type;    ///< "budget_exceeded", "key_model_access_denied", ...; empty if none was given
    QString message; ///< as sent, without Python's dict wrapping
    QString param;
    QString code;
    RefusalRule rule = RefusalRule::None;
    RefusalScope scope = RefusalScope::Unknown;
    QString subject; ///< alias, id or masked key of whose rule it was, if told
    QStringList allowedModels;
    QString triedModel;
    std::optional<core::Money> spent;
    std::optional<core::Money> limit;
    std::optional<core::Timestamp> resetAt;
    std::optional<std::chrono::seconds> retryAfter;
    QString
        limitType; ///< "requests", "tokens" or "concurrent_requests" for a rate limit of the gateway itself
    QString callId;
    friend bool operator==(const GatewayRefusal &, const GatewayRefusal &) = default;
};

GatewayRefusal parseRefusal(int status, const HeaderList &headers, const QByteArray &body);
/// The same for an error event in the middle of a stream; `error` is the object under "error".
GatewayRefusal parseStreamRefusal(const core::Json &error);

} // namespace sekisho::client
