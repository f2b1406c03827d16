// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>

#include <chrono>
#include <map>
#include <optional>
#include <unordered_map>

namespace sekisho::http {

/// The running timers of one event dispatcher, ordered by when they are due.
class TimerList
{
public:
    using Time = std::chrono::steady_clock::time_point;
    using TimerInfo = QAbstractEventDispatcher::TimerInfo;

    void add(int id, std::chrono::milliseconds interval, Qt::TimerType type, QObject *object);
    bool remove(int id);
    bool removeAllOf(QObject *object);
    QList<TimerInfo> timersOf(QObject *object) const;

    /// When the next timer is due; none without timers.
    std::optional<Time> nextDue() const;
    /// Until `id` is due, 0 if it is overdue, -1 if there is no such timer.
    int remaining(int id) const;

    /// Sends a timer event to every timer that is due now, each at most once. Returns whether there was one.
    bool fire();

private:
    struct Timer {
        std::chrono::milliseconds interval;
        Qt::TimerType type;
        QObject *object;
        std::multimap<Time, int>::iterator place;
        bool firing = false;
    };

    bool fireOne(int id, Time now);

    std::unordered_map<int, Timer> m_timers;
    std::multimap<Time, int> m_order;
};

} // namespace sekisho::http
