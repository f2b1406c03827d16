// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message.h"

#include <functional>
#include <memory>

namespace sekisho::http {

class Exchange;

/// The obligation to answer one request, exactly once. Move-only; stays on the I/O thread that made it. One
/// that is destroyed unanswered answers 500; one destroyed amid a stream resets the connection, so a cut
/// answer never looks whole. Every call is harmless after the client has gone.
class Responder
{
public:
    explicit Responder(std::shared_ptr<Exchange> exchange);
    ~Responder();
    Responder(Responder &&other) noexcept;
    Responder &operator=(Responder &&other) noexcept;

    /// The whole answer at once.
    void send(Response response);

    /// A streamed answer: begin, any number of writes, finish. Chunked in HTTP/1.1, ended by close in
    /// HTTP/1.0.
    void begin(int status, Headers headers);
    void write(QByteArrayView bytes);
    void finish();
    /// Ends a stream that cannot be completed: the client sees a reset instead of a proper end.
    void abort();

    bool clientGone() const;
    /// Bytes written that the client has not taken yet.
    qint64 pendingBytes() const;
    /// `drained` runs when pendingBytes() has fallen below half of the server's buffer limit after exceeding
    /// it.
    void onDrained(std::function<void()> drained);
    /// `gone` runs once if the client closes before the answer is finished; never after finish() or send().
    void onClientGone(std::function<void()> gone);

private:
    std::shared_ptr<Exchange> m_exchange;
};

} // namespace sekisho::http
