// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "apicall.h"

#include <QFutureWatcher>
#include <QPointer>

#include <memory>

namespace sekisho::client {

/// Calls one server. A status of 400 or above, or no answer at all, is an error (see failure.h for how it is
/// read). Cancelling the future closes the connection; destroying the transport cancels what is under way.
class ApiTransport : public QObject
{
    Q_OBJECT
public:
    /// `network` is borrowed and outlives the transport.
    ApiTransport(QNetworkAccessManager *network, ServerEndpoint endpoint, QObject *parent = nullptr);
    ~ApiTransport() override;

    const ServerEndpoint &endpoint() const { return m_endpoint; }
    /// For requests made from now on; those under way keep what they had.
    void setEndpoint(const ServerEndpoint &endpoint) { m_endpoint = endpoint; }

    core::Async<ApiResponse> send(const ApiRequest &request);

    /// Sends, and turns the answer into a value. Unlike `send(...).then(...)`, cancelling the returned future
    /// closes the connection. `decode` takes `const ApiResponse &` and returns core::Result<T>.
    template <typename T, typename Decode>
    core::Async<T> fetch(const ApiRequest &request, Decode decode);

    /// The same for a JSON answer: `decode` takes `const core::Json &`.
    template <typename T, typename Decode>
    core::Async<T> fetchJson(const ApiRequest &request, Decode decode);

private:
    ApiCall *newCall(const ApiRequest &request, ApiCall::Done done);

    QNetworkAccessManager *m_network;
    ServerEndpoint m_endpoint;
};

template <typename T, typename Decode>
core::Async<T> ApiTransport::fetch(const ApiRequest &request, Decode decode)
{
    auto promise = std::make_shared<QPromise<core::Result<T>>>();
    promise->start();
    auto *call = newCall(request, [promise, decode](const core::Result<ApiResponse> &answer) {
        promise->addResult(answer ? core::Result<T>(decode(*answer))
                                  : core::Result<T>(core::fail(answer.error())));
        promise->finish();
    });
    auto *watcher = new QFutureWatcher<core::Result<T>>(call);
    connect(watcher, &QFutureWatcherBase::canceled, call, &ApiCall::cancel);
    watcher->setFuture(promise->future());
    call->start();
    return promise->future();
}

template <typename T, typename Decode>
core::Async<T> ApiTransport::fetchJson(const ApiRequest &request, Decode decode)
{
    return fetch<T>(request, [decode](const ApiResponse &answer) -> core::Result<T> {
        const auto json = answer.json();
        if (!json)
            return core::fail(json.error());
        return decode(*json);
    });
}

} // namespace sekisho::client
