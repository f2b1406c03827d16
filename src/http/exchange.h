// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "message.h"

#include <functional>

namespace sekisho::http {

/// What a Responder speaks to: one request under way. The server makes them; a test may bring its own.
/// The functions are those of Responder, and mean the same.
class Exchange
{
public:
    virtual ~Exchange() = default;

    virtual void send(Response response) = 0;
    virtual void begin(int status, const Headers &headers) = 0;
    virtual void write(QByteArrayView bytes) = 0;
    virtual void finish() = 0;
    virtual void abort() = 0;
    /// The responder is destroyed; what is still owed is settled here.
    virtual void release() = 0;

    virtual bool clientGone() const = 0;
    virtual qint64 pendingBytes() const = 0;
    virtual void onDrained(std::function<void()> drained) = 0;
    virtual void onClientGone(std::function<void()> gone) = 0;
};

} // namespace sekisho::http
