// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

#include <QList>
#include <QPair>
#include <QUrlQuery>

#include <chrono>

namespace sekisho::client {

using HeaderList = QList<QPair<QByteArray, QByteArray>>;

/// First value of the header, compared without case; empty if absent.
QByteArray headerValue(const HeaderList &headers, QByteArrayView name);

/// A query whose values may hold any character ('+' and '&' included); pairs with an empty value are left
/// out.
QUrlQuery queryOf(const QList<QPair<QString, QString>> &items);

/// One call of a remote API. `path` starts with '/', is not encoded yet, and is appended to the server's base
/// URL.
struct ApiRequest {
    QByteArray method = "GET";
    QString path;
    QUrlQuery query;
    QByteArray body;
    QByteArray contentType = "application/json";
    HeaderList headers;
    /// For the whole call, the retry included.
    std::chrono::milliseconds timeout{30000};
    /// Repeated once after a lost connection or a 502, 503 or 504. Only for what changes nothing.
    bool retryable = true;
    /// A status of 400 or above is an answer as well, not an error: for callers that read its headers.
    bool anyStatus = false;

    static ApiRequest get(const QString &path, const QUrlQuery &query = {});
    static ApiRequest post(const QString &path, const core::Json &body);
    static ApiRequest postBytes(const QString &path, const QByteArray &body, const QByteArray &contentType);
    static ApiRequest patch(const QString &path, const core::Json &body);
    static ApiRequest remove(const QString &path);
};

struct ApiResponse {
    int status = 0;
    HeaderList headers;
    QByteArray body;

    QByteArray header(QByteArrayView name) const { return headerValue(headers, name); }
    /// The body as JSON, or Upstream: not what this API answers (a proxy's login page, for example).
    core::Result<core::Json> json() const;
};

} // namespace sekisho::client
