// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "terminationwatcher.h"

#include <gateway/gateway.h>

namespace sekisho::app {

/// sekisho-gateway from ready to end: says when it listens, reads its configuration again when asked to,
/// drains when asked to end, ends at once when asked twice.
class GatewayProgram final : public QObject
{
    Q_OBJECT
public:
    static constexpr int StartFailed = 1;
    static constexpr int BadArguments = 2;

    using ReadConfig = std::function<core::Result<gateway::GatewayConfig>()>;

    /// `readAgain` reads the configuration anew.
    void start(gateway::GatewayOptions options, ReadConfig readAgain);

Q_SIGNALS:
    /// With the process's exit status.
    void ended(int status);

private:
    void announce(const core::Result<gateway::GatewayInfo> &started);
    void reload();
    void terminate();

    ReadConfig m_readAgain;
    gateway::Gateway m_gateway;
    TerminationWatcher m_watcher;
};

} // namespace sekisho::app
