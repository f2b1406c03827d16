// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <gateway/gateway.h>
#include <secrets/secretstore.h>

namespace sekisho::app {

/// The gateway inside the desktop program. Its own keys are in the secret store, not in files. Listens on
/// 127.0.0.1, on port 4000 if that is free and on any other if not. GUI thread.
class LocalGateway : public QObject
{
    Q_OBJECT
public:
    /// `store` is borrowed.
    LocalGateway(secrets::SecretStore *store, QString dataDir, QObject *parent = nullptr);

    /// Ends with started() or failed(), or with neither if stop() comes first.
    void start();
    bool isRunning() const { return m_gateway.state() == gateway::Gateway::State::Running; }
    const gateway::GatewayInfo &info() const { return m_info; }
    /// Takes no new calls and ends when those under way have ended and are in the ledger, two seconds after
    /// which they are cancelled. While it starts, it stops starting.
    QFuture<void> stop();

Q_SIGNALS:
    void started(const sekisho::gateway::GatewayInfo &info);
    void failed(const sekisho::core::Error &error);

private:
    void readKey(int index);
    void useKey(int index, const core::SecretString &key);
    void listen(quint16 port);
    void listened(quint16 port, const core::Result<gateway::GatewayInfo> &info);

    secrets::SecretStore *m_store;
    QString m_dataDir;
    QProcessEnvironment m_keys;
    gateway::Gateway m_gateway;
    gateway::GatewayInfo m_info;
    bool m_isStopping = false;
};

} // namespace sekisho::app
