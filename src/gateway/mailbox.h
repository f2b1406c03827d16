// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <mutex>

namespace sekisho::gateway {

/// A way back into one thread for work done on others, safe to use after that thread's side is gone: closed,
/// it drops what it is given. Made and closed on the thread that receives.
class Mailbox
{
public:
    void post(std::function<void()> letter)
    {
        const std::lock_guard lock(m_mutex);
        if (m_receiver)
            QMetaObject::invokeMethod(m_receiver.get(), std::move(letter), Qt::QueuedConnection);
    }
    void close()
    {
        std::unique_ptr<QObject> receiver;
        const std::lock_guard lock(m_mutex);
        receiver = std::move(m_receiver);
    }

private:
    std::mutex m_mutex;
    std::unique_ptr<QObject> m_receiver = std::make_unique<QObject>();
};

} // namespace sekisho::gateway
