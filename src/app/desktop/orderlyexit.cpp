// SPDX-License-Identifier: GPL-3.0-or-later
#include "orderlyexit.h"

namespace sekisho::app {

OrderlyExit::OrderlyExit(std::function<QFuture<void>()> stop, std::chrono::milliseconds bound,
                         QObject *parent)
    : QObject(parent)
    , m_stop(std::move(stop))
{
    m_bound.setSingleShot(true);
    m_bound.setInterval(bound);
    connect(&m_bound, &QTimer::timeout, this, [this] { finish(false); });
}

void OrderlyExit::begin()
{
    const auto stop = std::exchange(m_stop, nullptr);
    if (!stop)
        return finish(false);
    m_bound.start();
    stop().then(this, [this] { finish(true); });
}

void OrderlyExit::finish(bool inTime)
{
    if (std::exchange(m_isOver, true))
        return;
    m_bound.stop();
    Q_EMIT finished(inTime);
}

} // namespace sekisho::app
