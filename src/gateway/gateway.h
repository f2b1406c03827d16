// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayoptions.h"

#include <QObject>

namespace sekisho::gateway {

class GatewayRuntime;

/// The gateway as programs use it. Lives on its owner's thread and never holds it up; everything runs on
/// threads of its own. Destroying it closes at once; drain() first to let calls under way end.
class Gateway final : public QObject
{
    Q_OBJECT
public:
    enum class State { Stopped, Starting, Running, Draining };
    Q_ENUM(State)

    explicit Gateway(QObject *parent = nullptr);
    ~Gateway() override;

    /// When Stopped; Conflict otherwise. Fails, and is Stopped again, when the port is taken, the data folder
    /// is another gateway's or cannot be used, or a key or certificate cannot be read.
    core::Async<GatewayInfo> start(GatewayOptions options);
    /// Takes nothing new and lets calls under way end for at most `grace`. Ends, on this thread, when it is
    /// Stopped.
    QFuture<void> drain(std::chrono::milliseconds grace);

    State state() const { return m_state; }

Q_SIGNALS:
    void stateChanged(sekisho::gateway::Gateway::State state);

private:
    core::Result<GatewayInfo> takeStart(core::Result<GatewayInfo> result);
    void setState(State state);

    State m_state = State::Stopped;
    std::unique_ptr<GatewayRuntime> m_runtime;
};

} // namespace sekisho::gateway
