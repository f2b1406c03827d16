// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message.h"

#include <memory>

namespace sekisho::http {

/// Puts requests together from bytes split anywhere (RFC 9112), one after the other. Stricter than the
/// standard where leniency has let requests be smuggled: Content-Length beside Transfer-Encoding or given
/// twice, folded lines, any coding but "chunked", bare line feeds and a missing or doubled Host are refused.
class RequestParser
{
public:
    struct Options {
        qsizetype headerBytes = 32 * 1024;      ///< request line and fields; 431 beyond, 414 in the line
        qsizetype bodyBytes = 64 * 1024 * 1024; ///< 413 beyond
    };

    /// Why a request was refused; nothing can be read from its connection any more.
    struct Refusal {
        int status = 0; ///< 400, 413, 414, 417, 431, 501 or 505
        QByteArray reason;
    };

    static constexpr int LargestFieldCount = 256;
    static constexpr qsizetype LargestChunkLine = 4096;

    explicit RequestParser(Options options);
    ~RequestParser();

    /// Takes bytes and returns how many: all of them, unless a request ended or was refused before the last
    /// one.
    qsizetype feed(QByteArrayView bytes);

    bool isComplete() const;
    const std::optional<Refusal> &refusal() const;
    /// Whether a request has begun and is not complete.
    bool isAmid() const;
    /// Whether the client waits for "100 Continue" before it sends the body; true once per request.
    bool takeExpectation();

    /// The complete request (`peer` and `tls` are not set); the next one can then be fed.
    Request take();

    // Of the request that is complete; valid until take().
    bool keepsAlive() const;
    bool isHttp10() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace sekisho::http
