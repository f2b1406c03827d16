// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace sekisho::widgets {

/// What the window says of a gateway.
struct GatewayStatus {
    enum class Kind {
        Unknown,
        Starting, ///< the local gateway
        Running,  ///< the local gateway
        Failed,   ///< the local gateway; see `reason`
        Checking, ///< a remote one
        Online,
        Offline, ///< see `reason`
    };
    Kind kind = Kind::Unknown;
    /// "127.0.0.1:4000"
    QString address;
    /// A sentence for a person.
    QString reason;
    friend bool operator==(const GatewayStatus &, const GatewayStatus &) = default;
};

} // namespace sekisho::widgets
