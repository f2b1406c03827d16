// SPDX-License-Identifier: GPL-3.0-or-later
#include "apicall.h"

#include "failure.h"

#include <core/logging.h>

#include <QNetworkAccessManager>
#include <QNetworkReply>

namespace sekisho::client {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int LargestAttempt = 2;
constexpr std::chrono::milliseconds RetryPause{200};

ApiResponse responseOf(QNetworkReply &reply)
{
    return {reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply.rawHeaderPairs(),
            reply.readAll()};
}
} // namespace

ApiCall::ApiCall(QNetworkAccessManager *network, const ServerEndpoint &endpoint, ApiRequest request,
                 Done done, QObject *parent)
    : QObject(parent)
    , m_network(network)
    , m_endpoint(endpoint)
    , m_request(std::move(request))
    , m_done(std::move(done))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        finish(core::fail(core::ErrorKind::Timeout,
                          u"No answer within %1 ms"_s.arg(m_request.timeout.count()), CodeTimeout));
    });
}

ApiCall::~ApiCall()
{
    if (!m_reply)
        return;
    m_reply->disconnect(this);
    m_reply->abort();
    m_reply->deleteLater();
}

void ApiCall::start()
{
    m_deadline.start(m_request.timeout);
    send();
}

void ApiCall::cancel()
{
    finish(core::fail(core::ErrorKind::Cancelled, u"Cancelled"_s));
}

void ApiCall::send()
{
    if (!m_done)
        return;
    ++m_attempts;
    auto request = networkRequest(m_endpoint, urlFor(m_endpoint, m_request.path, m_request.query));
    for (const auto &[name, value] : std::as_const(m_request.headers))
        request.setRawHeader(name, value);
    if (!m_request.body.isEmpty())
        request.setRawHeader("Content-Type", m_request.contentType);
    m_reply = m_network->sendCustomRequest(request, m_request.method, m_request.body);
    connect(m_reply, &QNetworkReply::finished, this, &ApiCall::replyFinished);
}

void ApiCall::replyFinished()
{
    auto *reply = std::exchange(m_reply, nullptr);
    reply->deleteLater();
    const auto response = responseOf(*reply);
    if (mayRetry(response.status)) {
        QTimer::singleShot(RetryPause, this, &ApiCall::send);
        return;
    }
    if (response.status == 0 || (response.status < 400 && reply->error() != QNetworkReply::NoError))
        finish(core::fail(networkFailure(*reply)));
    else if (response.status >= 400 && !m_request.anyStatus)
        finish(core::fail(errorFrom(parseRefusal(response.status, response.headers, response.body))));
    else
        finish(response);
}

bool ApiCall::mayRetry(int status) const
{
    const bool lost = status == 0 || status == 502 || status == 503 || status == 504;
    return lost && m_request.retryable && m_attempts < LargestAttempt;
}

void ApiCall::finish(core::Result<ApiResponse> result)
{
    if (!m_done)
        return;
    if (!result)
        qCDebug(core::lcClient) << m_request.method << m_request.path << core::nameOf(result.error().kind);
    m_deadline.stop();
    deleteLater();
    std::exchange(m_done, nullptr)(std::move(result));
}

} // namespace sekisho::client
