// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayclient.h"

namespace sekisho::client {

/// The stations between the window and a usable gateway, in the order they are tried.
enum class Hop {
    Address, ///< the URL itself
    Network, ///< name, port, TLS, proxy: did anything answer
    Gateway, ///< what answered is a gateway, and ready
    Key,     ///< it accepts our key
    Models,  ///< the key may use at least one model
};

enum class HopState { Passed, Failed, Skipped };

struct HopResult {
    Hop hop = Hop::Address;
    HopState state = HopState::Skipped;
    std::optional<core::Error> error;
    std::chrono::milliseconds took{0};
};

/// Every hop once; those after the first failure are Skipped.
struct ConnectionReport {
    QList<HopResult> hops;
    GatewayHealth health;
    CallerInfo caller;
    QList<ModelInfo> models;

    bool passed() const;
    /// The hop to blame; null if all passed.
    const HopResult *failure() const;
};

QString nameOf(Hop hop);

/// Tries hop after hop. Only fails as a future when it is cancelled; a broken connection is a report, not an
/// error.
core::Async<ConnectionReport> testConnection(ApiTransport *transport);

} // namespace sekisho::client
