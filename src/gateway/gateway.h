// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayoptions.h"

#include <QObject>
#include <QPromise>

namespace sekisho::gateway {

class GatewayRuntime;

/// The gateway as programs use it. Lives on its owner's thread and never holds it up; everything runs on
/// threads of its own. Destroying it while it runs closes at once and waits for those threads; drain() first,
/// to let calls under way end and not to wait.
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
    /// Takes nothing new and lets calls under way end for at most `grace`; what they cost is in the database
    /// then. While Starting, start() ends with Cancelled instead. Ends, on this thread, when it is Stopped.
    QFuture<void> drain(std::chrono::milliseconds grace);

    /// While Running, else Conflict: follows another configuration. Its models, credentials, aliases and
    /// settings hold from then on, calls under way go on as they began. Ends with what to tell people, such
    /// as what takes effect at the next start only. Where it fails, the models stay as they were.
    core::Async<QStringList> reload(GatewayConfig config);

    State state() const { return m_state; }

Q_SIGNALS:
    void stateChanged(sekisho::gateway::Gateway::State state);

private:
    void takeStart(const core::Result<GatewayInfo> &result);
    void release(const QFuture<void> &after);
    void released();
    void finishStart();
    void setState(State state);

    State m_state = State::Stopped;
    std::unique_ptr<GatewayRuntime> m_runtime;
    core::Result<GatewayInfo> m_startResult;
    std::unique_ptr<QPromise<core::Result<GatewayInfo>>> m_starting; ///< until start() has ended
    std::vector<QPromise<void>> m_draining;                          ///< one for each who waits for the end
};

} // namespace sekisho::gateway
