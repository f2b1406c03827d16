// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "testclient.h"

#include <gateway/gateway.h>

#include <QTemporaryDir>

namespace sekisho::test {

/// A whole gateway on a free port with a folder of its own, and clients for it.
class GatewayFixture
{
public:
    static const QString MasterKey;

    GatewayFixture();
    ~GatewayFixture();

    /// A deployment under an OpenAI-compatible base: one dollar per million tokens in, two out, at most 1000
    /// out.
    static providers::Deployment deployment(const QString &name, const QUrl &base);

    /// Before start(): what to start with.
    gateway::GatewayOptions options;

    /// Fails the test's check if it does not start.
    bool start();
    void stop();
    const gateway::GatewayInfo &info() const { return m_info; }
    const core::Error &startError() const { return m_error; }
    TestClient client(const QString &key) const;
    TestClient &master() { return *m_master; }
    gateway::Gateway &gateway() { return *m_gateway; }
    QString dataDir() const { return m_dir.path() + QStringLiteral("/data"); }

    /// Makes a virtual key of these fields and returns it.
    QString newKey(const core::Json &fields);
    /// The row of a request as /spend/logs shows it; null if there is none.
    core::Json row(const QByteArray &callId);
    core::Json rows();

    static QByteArray chat(const QString &model, bool stream = false,
                           core::Json extra = core::Json::object());

private:
    QTemporaryDir m_dir;
    std::unique_ptr<gateway::Gateway> m_gateway;
    std::unique_ptr<TestClient> m_master;
    gateway::GatewayInfo m_info;
    core::Error m_error;
};

} // namespace sekisho::test
