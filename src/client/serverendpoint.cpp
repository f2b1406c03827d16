// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverendpoint.h"

namespace sekisho::client {

using namespace Qt::Literals::StringLiterals;

namespace {
QString basePath(const QUrl &base)
{
    auto path = base.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (path.endsWith(u"/v1"_s))
        path.chop(3);
    return path;
}
} // namespace

QUrl urlFor(const ServerEndpoint &endpoint, const QString &path, const QUrlQuery &query)
{
    QUrl url = endpoint.baseUrl;
    url.setPath(basePath(endpoint.baseUrl) + path, QUrl::DecodedMode);
    url.setQuery(query);
    url.setFragment({});
    return url;
}

QNetworkRequest networkRequest(const ServerEndpoint &endpoint, const QUrl &url)
{
    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::SameOriginRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    for (const auto &header : endpoint.auth)
        request.setRawHeader(header.name, header.prefix + header.secret.revealUtf8());
    return request;
}

AuthHeader bearerAuth(const core::SecretString &secret)
{
    return {"Authorization", "Bearer ", secret};
}

AuthHeader headerAuth(const QByteArray &name, const core::SecretString &secret)
{
    return {name, {}, secret};
}

AuthHeader basicAuth(const QString &user, const core::SecretString &password)
{
    const auto pair = (user + u':' + password.reveal()).toUtf8().toBase64();
    return {"Authorization", "Basic ", core::SecretString(QString::fromLatin1(pair))};
}

} // namespace sekisho::client
