// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sekisho::http {

/// A connected byte stream, in the clear or over TLS. Stays on the thread that made it.
class Stream
{
public:
    /// Told from the event loop, unless a function says otherwise. Must not destroy the stream from within.
    class User
    {
    public:
        virtual ~User() = default;
        /// There is something to read. Told again as long as it is not read and reading is on.
        virtual void readable() = 0;
        /// Some of what flush() had to leave behind was sent.
        virtual void bytesLeft() = 0;
        /// The last thing: closed by the peer, after everything it sent was read, or broken, and `why`. An
        /// orderly close has no `why`.
        virtual void streamEnded(const QString &why) = 0;
    };

    Stream() = default;
    virtual ~Stream() = default;
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    /// Up to `size` bytes; 0 when there are none at the moment.
    virtual qsizetype read(char *to, qsizetype size) = 0;
    /// On at first. While it is off, the kernel makes the peer wait, and its close may go unnoticed.
    virtual void setReading(bool reading) = 0;

    /// Queues; nothing is sent before flush().
    virtual void write(QByteArray bytes) = 0;
    /// Sends what the kernel takes now; the rest follows by itself. May tell bytesLeft().
    virtual void flush() = 0;
    /// Queued and not sent.
    virtual qint64 pendingBytes() const = 0;
    /// Tells the peer that nothing more comes, while still reading from it. Without effect over TLS.
    virtual void shutdownSending() = 0;

    /// Closes when everything is sent; may tell streamEnded() at once.
    virtual void closeWhenSent() = 0;
    /// Closes now and tells nobody.
    virtual void close() = 0;
    /// The same as a reset, so that the peer cannot take what it got for the whole.
    virtual void reset() = 0;
    virtual bool isOpen() const = 0;
};

} // namespace sekisho::http
