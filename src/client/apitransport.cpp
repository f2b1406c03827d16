// SPDX-License-Identifier: GPL-3.0-or-later
#include "apitransport.h"

namespace sekisho::client {

ApiTransport::ApiTransport(QNetworkAccessManager *network, ServerEndpoint endpoint, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_endpoint(std::move(endpoint))
{
}

ApiTransport::~ApiTransport()
{
    // Here and not in ~QObject: what continues after a call may have this transport as its context, which has
    // to be alive when the call ends.
    qDeleteAll(findChildren<ApiCall *>(Qt::FindDirectChildrenOnly));
}

core::Async<ApiResponse> ApiTransport::send(const ApiRequest &request)
{
    return fetch<ApiResponse>(request,
                              [](const ApiResponse &answer) { return core::Result<ApiResponse>(answer); });
}

ApiCall *ApiTransport::newCall(const ApiRequest &request, ApiCall::Done done)
{
    return new ApiCall(m_network, m_endpoint, request, std::move(done), this);
}

} // namespace sekisho::client
