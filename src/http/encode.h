// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "headers.h"

#include <optional>

namespace sekisho::http {

/// How the end of an answer's body is told (RFC 9112 §6).
enum class Framing {
    Length,     ///< Content-Length
    Chunked,    ///< Transfer-Encoding: chunked
    UntilClose, ///< HTTP/1.0 streams
    None,       ///< 1xx, 204, 304: no body, no length
};

struct ResponseHead {
    int status = 200;
    Framing framing = Framing::Length;
    qsizetype length = 0;
    bool http10 = false;
    bool keepAlive = true;
};

// Framing fields given by the caller (Content-Length, Transfer-Encoding, Connection, Keep-Alive) are dropped:
// this side knows better.

/// The status line and all fields.
QByteArray encodeResponseHead(const ResponseHead &head, const Headers &headers);

/// The request line and all fields; `host` becomes Host, `length` Content-Length.
QByteArray encodeRequestHead(QByteArrayView method, QByteArrayView target, QByteArrayView host,
                             std::optional<qsizetype> length, const Headers &headers);

/// One chunk of a chunked body; `bytes` must not be empty, since an empty chunk is the last one.
QByteArray encodeChunk(QByteArrayView bytes);

inline constexpr QByteArrayView LastChunk("0\r\n\r\n");

} // namespace sekisho::http
