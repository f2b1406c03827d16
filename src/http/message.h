// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "headers.h"

#include <QHostAddress>

namespace sekisho::http {

/// One complete request as a handler sees it; chunked bodies are already put together.
struct Request {
    QByteArray method;
    /// As sent: path, and `?query` if there was one.
    QByteArray target;
    /// The target's path, still percent-encoded.
    QByteArray path;
    /// The target's query without the `?`, still percent-encoded.
    QByteArray query;
    Headers headers;
    QByteArray body;
    QHostAddress peer;
    bool tls = false;
};

/// One complete answer. Content-Length, Date and Connection are added on the way out.
struct Response {
    int status = 200;
    Headers headers;
    QByteArray body;
};

Response jsonResponse(int status, QByteArray body);
QByteArray reasonPhrase(int status);

} // namespace sekisho::http
