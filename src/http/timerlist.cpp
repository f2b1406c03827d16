// SPDX-License-Identifier: GPL-3.0-or-later
#include "timerlist.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>

namespace sekisho::http {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

void TimerList::add(int id, milliseconds interval, Qt::TimerType type, QObject *object)
{
    const auto place = m_order.emplace(steady_clock::now() + interval, id);
    m_timers.insert_or_assign(id, Timer{interval, type, object, place});
}

bool TimerList::remove(int id)
{
    const auto timer = m_timers.find(id);
    if (timer == m_timers.end())
        return false;
    m_order.erase(timer->second.place);
    m_timers.erase(timer);
    return true;
}

bool TimerList::removeAllOf(QObject *object)
{
    const auto timers = timersOf(object);
    for (const auto &timer : timers)
        remove(timer.timerId);
    return !timers.isEmpty();
}

QList<TimerList::TimerInfo> TimerList::timersOf(QObject *object) const
{
    QList<TimerInfo> infos;
    for (const auto &[id, timer] : m_timers) {
        if (timer.object == object)
            infos.append(TimerInfo(id, int(timer.interval.count()), timer.type));
    }
    return infos;
}

std::optional<TimerList::Time> TimerList::nextDue() const
{
    return m_order.empty() ? std::nullopt : std::optional(m_order.begin()->first);
}

int TimerList::remaining(int id) const
{
    const auto timer = m_timers.find(id);
    if (timer == m_timers.end())
        return -1;
    const auto left = std::chrono::ceil<milliseconds>(timer->second.place->first - steady_clock::now());
    return std::max(0, int(left.count()));
}

bool TimerList::fire()
{
    const auto now = steady_clock::now();
    // Noted first: a timer started by an event, or due again at once, waits for the next round.
    std::vector<int> due;
    for (auto next = m_order.begin(); next != m_order.end() && next->first <= now; ++next)
        due.push_back(next->second);
    bool any = false;
    for (const int id : due)
        any = fireOne(id, now) || any;
    return any;
}

bool TimerList::fireOne(int id, Time now)
{
    auto timer = m_timers.find(id);
    // An event may have stopped a later timer, and a nested loop must not enter one that is being handled.
    if (timer == m_timers.end() || timer->second.firing || timer->second.place->first > now)
        return false;
    m_order.erase(timer->second.place);
    timer->second.place = m_order.emplace(now + timer->second.interval, id);
    timer->second.firing = true;
    QTimerEvent event(id);
    QCoreApplication::sendEvent(timer->second.object, &event);
    if (timer = m_timers.find(id); timer != m_timers.end())
        timer->second.firing = false;
    return true;
}

} // namespace sekisho::http
