// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/secretstring.h>
#include <core/taskthread.h>

#include <chrono>

namespace sekisho::gateway {

/// Posts JSON to one address, one after the other in their order, on a thread of its own. What is not
/// answered 2xx is tried again, each time after twice the pause, and given up after `attempts`; a queue that
/// is full loses its oldest. Both are logged, the address never is.
class Webhook
{
public:
    struct Options {
        std::chrono::milliseconds firstPause{1000};
        std::chrono::milliseconds patience{10000}; ///< for connecting, and for an answer
        int attempts = 6;
        std::size_t mostWaiting = 1000;
    };

    Webhook(core::SecretString url, Options options);
    explicit Webhook(core::SecretString url);
    ~Webhook();

    /// From any thread; returns at once.
    void post(QByteArray json);

private:
    class Queue;
    std::unique_ptr<Queue> m_queue; ///< on m_thread
    core::TaskThread m_thread;
};

} // namespace sekisho::gateway
