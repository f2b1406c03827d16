// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <client/connectiontest.h>
#include <client/langfuse/langfuseclient.h>

#include <QNetworkAccessManager>

namespace sekisho::models {

/// Tries addresses and keys that are not in use yet.
class ConnectionChecks
{
public:
    virtual ~ConnectionChecks() = default;
    virtual core::Async<client::ConnectionReport> checkGateway(const client::ServerEndpoint &endpoint) = 0;
    virtual core::Async<client::LangfuseInfo> checkLangfuse(const client::LangfuseEndpoint &endpoint) = 0;
};

/// Over the network, on connections of its own, so that a check never queues behind a chat. GUI thread;
/// cancelling a future ends its check.
class NetworkConnectionChecks final : public QObject, public ConnectionChecks
{
public:
    using QObject::QObject;
    core::Async<client::ConnectionReport> checkGateway(const client::ServerEndpoint &endpoint) override;
    core::Async<client::LangfuseInfo> checkLangfuse(const client::LangfuseEndpoint &endpoint) override;

private:
    QNetworkAccessManager m_network;
};

} // namespace sekisho::models
