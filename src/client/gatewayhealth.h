// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "virtualkeyinfo.h"

namespace sekisho::client {

/// GET /health/readiness (no key needed).
struct GatewayHealth {
    QString status;
    QString version;
    bool databaseConnected = false;
    friend bool operator==(const GatewayHealth &, const GatewayHealth &) = default;
};

/// Who the presented secrets make us.
struct CallerInfo {
    /// Only what the gateway has said: unknown means no.
    bool isAdmin = false;
    /// Absent for the master key and for a token alone, which have no row.
    std::optional<VirtualKeyInfo> key;
    friend bool operator==(const CallerInfo &, const CallerInfo &) = default;
};

GatewayHealth healthFrom(const core::Json &answer);

} // namespace sekisho::client
