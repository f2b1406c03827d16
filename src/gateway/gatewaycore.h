// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "addressgate.h"
#include "catalog/livemodels.h"
#include "ledger/ledger.h"
#include "probe/healthview.h"
#include "ratelimiter.h"
#include "routetable.h"
#include "stages/authenticate.h"
#include "stages/requestlife.h"

#include <core/clock.h>
#include <traces/traceapi.h>

namespace sekisho::gateway {

/// What all I/O threads of a running gateway share: set up before the first request, read-only or thread-safe
/// after.
struct GatewayCore {
    const core::Clock &clock;
    Directory &directory; ///< written by the management thread
    RateLimiter &rates;
    const GatewaySettings &settings;
    const MasterKey &master;
    const LiveModels &models;
    const HealthView &health;
    const AddressGate &gate;
    const RouteTable &routes;
    Ledger &ledger;
    core::TaskThread &management;
    core::TaskThread &traceThread;
    traces::TraceApi *traces = nullptr; ///< used on traceThread only; null: no trace store
    qint64 sendBuffer = 256 * 1024;
    StageObserver observer;
    QByteArray openApi;   ///< of these routes
    QByteArray routeList; ///< the same in short
};

} // namespace sekisho::gateway
