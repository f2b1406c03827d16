// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectiontest.h"

#include <QElapsedTimer>
#include <QPromise>

namespace sekisho::client {

/// The work of testConnection(): one hop after the other. Deletes itself at the end.
class ConnectionProbe : public QObject
{
    Q_OBJECT
public:
    ConnectionProbe(ApiTransport *transport, QObject *parent);
    core::Async<ConnectionReport> run();

private:
    void testAddress();
    void testGateway();
    void takeHealth(const core::Result<GatewayHealth> &health);
    void testKey();
    void takeCaller(const core::Result<CallerInfo> &caller);
    void testModels();
    void takeModels(const core::Result<QList<ModelInfo>> &models);
    void pass(Hop hop);
    void blame(Hop hop, const core::Error &error);
    void finish();

    ApiTransport *m_transport;
    GatewayClient m_gateway;
    QPromise<core::Result<ConnectionReport>> m_promise;
    ConnectionReport m_report;
    QElapsedTimer m_watch;
};

} // namespace sekisho::client
