// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/gatewayclient.h>
#include <client/langfuse/langfuseclient.h>
#include <gateway/gatewayfixture.h>
#include <models/admin/budgettablemodel.h>
#include <models/admin/keytablemodel.h>
#include <models/admin/teamtablemodel.h>
#include <models/traces/tracebrowser.h>

#include <QNetworkAccessManager>

namespace sekisho::test {

/// A whole gateway in this process and, signed in to it with the master key, the client and the models that
/// pages are made of.
class PageWorld
{
public:
    PageWorld();
    ~PageWorld();

    /// Fails the test's check if the gateway does not start. Again after stop(): same address, same data.
    bool start();
    /// From now on nobody answers at the address.
    void stop();
    /// Requests made from now on carry this key.
    void signIn(const QString &key);

    /// Posts to the management API past the client; the answer, which must be a success.
    core::Json post(const QString &path, const core::Json &body);
    core::Json get(const QString &path);
    /// One short call of the demo model with this key; its status.
    int chat(const QString &key);
    /// Sends OTLP spans as a program would.
    bool sendSpans(const core::Json &spans);

    client::GatewayClient &gateway() { return m_gateway; }
    models::KeyTableModel &keys() { return m_keys; }
    models::TeamTableModel &teams() { return m_teams; }
    models::BudgetTableModel &budgets() { return m_budgets; }
    models::TraceBrowser &traces() { return m_traces; }

private:
    void connectClients();

    GatewayFixture m_server;
    core::SystemClock m_clock;
    QNetworkAccessManager m_network;
    std::unique_ptr<client::ApiTransport> m_transport;
    client::GatewayClient m_gateway;
    models::KeyTableModel m_keys;
    models::TeamTableModel m_teams;
    models::BudgetTableModel m_budgets;
    std::unique_ptr<client::LangfuseClient> m_langfuse;
    models::TraceBrowser m_traces;
};

} // namespace sekisho::test
