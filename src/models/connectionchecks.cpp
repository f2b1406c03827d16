// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectionchecks.h"

#include <QFutureWatcher>

namespace sekisho::models {
namespace {

/// The helper of a check lives as long as the check.
template <typename T>
core::Async<T> tied(core::Async<T> work, QObject *helper)
{
    auto *watcher = new QFutureWatcher<core::Result<T>>(helper);
    QObject::connect(watcher, &QFutureWatcherBase::finished, helper, &QObject::deleteLater);
    watcher->setFuture(work);
    return work;
}

} // namespace

core::Async<client::ConnectionReport>
NetworkConnectionChecks::checkGateway(const client::ServerEndpoint &endpoint)
{
    auto *transport = new client::ApiTransport(&m_network, endpoint, this);
    return tied(client::testConnection(transport), transport);
}

core::Async<client::LangfuseInfo>
NetworkConnectionChecks::checkLangfuse(const client::LangfuseEndpoint &endpoint)
{
    auto *langfuse = new client::LangfuseClient(endpoint, m_network, this);
    return tied(langfuse->testConnection(), langfuse);
}

} // namespace sekisho::models
