// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "terminationwatcher.h"

#include <gateway/gateway.h>

namespace sekisho::app {

/// sekisho-gateway from ready to end: says when it listens, drains when asked to end, ends at once when asked
/// twice.
class GatewayProgram final : public QObject
{
    Q_OBJECT
public:
    static constexpr int StartFailed = 1;
    static constexpr int BadArguments = 2;

    void start(gateway::GatewayOptions options);

Q_SIGNALS:
    /// With the process's exit status.
    void ended(int status);

private:
    void announce(const core::Result<gateway::GatewayInfo> &started);
    void terminate();

    gateway::Gateway m_gateway;
    TerminationWatcher m_watcher;
};

} // namespace sekisho::app
