// SPDX-License-Identifier: GPL-3.0-or-later
#include "apimessage.h"

#include "failure.h"

#include <QUrl>

namespace sekisho::client {

using namespace Qt::Literals::StringLiterals;

QByteArray headerValue(const HeaderList &headers, QByteArrayView name)
{
    for (const auto &[key, value] : headers)
        if (key.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    return {};
}

QUrlQuery queryOf(const QList<QPair<QString, QString>> &items)
{
    QUrlQuery query;
    for (const auto &[name, value] : items)
        if (!value.isEmpty())
            query.addQueryItem(name, QString::fromLatin1(QUrl::toPercentEncoding(value)));
    return query;
}

ApiRequest ApiRequest::get(const QString &path, const QUrlQuery &query)
{
    ApiRequest request;
    request.path = path;
    request.query = query;
    return request;
}

ApiRequest ApiRequest::post(const QString &path, const core::Json &body)
{
    return postBytes(path, core::toJsonBytes(body), "application/json");
}

ApiRequest ApiRequest::postBytes(const QString &path, const QByteArray &body, const QByteArray &contentType)
{
    ApiRequest request;
    request.method = "POST";
    request.path = path;
    request.body = body;
    request.contentType = contentType;
    request.retryable = false;
    return request;
}

ApiRequest ApiRequest::patch(const QString &path, const core::Json &body)
{
    auto request = post(path, body);
    request.method = "PATCH";
    return request;
}

ApiRequest ApiRequest::remove(const QString &path)
{
    ApiRequest request;
    request.method = "DELETE";
    request.path = path;
    request.retryable = false;
    return request;
}

core::Result<core::Json> ApiResponse::json() const
{
    auto parsed = core::parseJson(body);
    if (parsed)
        return parsed;
    core::Error error{
        core::ErrorKind::Upstream, u"The server did not answer in JSON"_s, CodeNotTheApi, {}, nullptr};
    error.cause = std::make_shared<const core::Error>(parsed.error());
    return core::fail(error);
}

} // namespace sekisho::client
