// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFuture>
#include <QObject>
#include <QTimer>

#include <chrono>
#include <functional>

namespace sekisho::app {

/// The end of a program that has work to finish: waits for it without holding up the event loop, but not for
/// ever. GUI thread.
class OrderlyExit : public QObject
{
    Q_OBJECT
public:
    /// `stop` is called once, at begin().
    OrderlyExit(std::function<QFuture<void>()> stop, std::chrono::milliseconds bound,
                QObject *parent = nullptr);

    /// A second call means that somebody is in a hurry: what is not finished is left.
    void begin();

Q_SIGNALS:
    /// Once. Not in time: something is still at work.
    void finished(bool inTime);

private:
    void finish(bool inTime);

    std::function<QFuture<void>()> m_stop;
    QTimer m_bound;
    bool m_isOver = false;
};

} // namespace sekisho::app
