// SPDX-License-Identifier: GPL-3.0-or-later
#include "epolldispatcher.h"

#include <QCoreApplication>
#include <QThread>

#include <algorithm>
#include <limits>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace sekisho::http {

namespace {

constexpr quint64 WakeUpTag = std::numeric_limits<quint64>::max();
constexpr int EventsPerTurn = 256;

quint64 tagOf(int descriptor, quint32 generation)
{
    return quint64(generation) << 32 | quint32(descriptor);
}

} // namespace

EpollDispatcher::EpollDispatcher(QObject *parent)
    : QAbstractEventDispatcher(parent)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    , m_wakeUp(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
    if (m_epoll < 0 || m_wakeUp < 0)
        qFatal("Out of file descriptors for an event loop");
    epoll_event event = {EPOLLIN, {.u64 = WakeUpTag}};
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, m_wakeUp, &event);
}

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_wakeUp);
    ::close(m_epoll);
}

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted = false;
    Q_EMIT awake();
    // Whoever posts from now on wakes this thread again, so nothing is missed between here and the wait.
    m_wokenFromWithin = false;
    QCoreApplication::sendPostedEvents();
    if (m_interrupted)
        return false;
    bool any = waitAndNotify(flags);
    if (!(flags & QEventLoop::X11ExcludeTimers))
        any = m_timers.fire() || any;
    return any;
}

int EpollDispatcher::waitTime(QEventLoop::ProcessEventsFlags flags) const
{
    if (!(flags & QEventLoop::WaitForMoreEvents) || m_wokenFromWithin || m_interrupted)
        return 0;
    const auto due = flags & QEventLoop::X11ExcludeTimers ? std::nullopt : m_timers.nextDue();
    if (!due)
        return -1;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(*due - std::chrono::steady_clock::now());
    return int(std::clamp<qint64>(left.count(), 0, std::numeric_limits<int>::max()));
}

bool EpollDispatcher::waitAndNotify(QEventLoop::ProcessEventsFlags flags)
{
    const int wait = waitTime(flags);
    if (wait != 0)
        Q_EMIT aboutToBlock();
    if (flags & QEventLoop::ExcludeSocketNotifiers) {
        waitForWakeUpOnly(wait);
        return false;
    }
    applyChanges();
    epoll_event events[EventsPerTurn];
    const int count = ::epoll_wait(m_epoll, events, EventsPerTurn, wait);
    if (wait != 0)
        Q_EMIT awake();
    bool any = false;
    for (int i = 0; i < count; ++i) {
        if (events[i].data.u64 == WakeUpTag)
            acknowledgeWakeUp();
        else
            any = notify(events[i].data.u64, events[i].events) || any;
    }
    return any;
}

void EpollDispatcher::waitForWakeUpOnly(int milliseconds)
{
    pollfd wakeUp = {m_wakeUp, POLLIN, 0};
    if (::poll(&wakeUp, 1, milliseconds) > 0)
        acknowledgeWakeUp();
}

void EpollDispatcher::acknowledgeWakeUp()
{
    eventfd_t count = 0;
    ::eventfd_read(m_wakeUp, &count);
    m_wakeUpPending = false;
}

bool EpollDispatcher::notify(quint64 tag, quint32 events)
{
    bool any = false;
    // Errors and hang-ups are told to whoever listens: the next call on the socket finds out what it is.
    if (events & (EPOLLIN | EPOLLHUP | EPOLLERR))
        any = notifyOne(tag, QSocketNotifier::Read) || any;
    if (events & (EPOLLOUT | EPOLLHUP | EPOLLERR))
        any = notifyOne(tag, QSocketNotifier::Write) || any;
    if (events & EPOLLPRI)
        any = notifyOne(tag, QSocketNotifier::Exception) || any;
    return any;
}

bool EpollDispatcher::notifyOne(quint64 tag, QSocketNotifier::Type type)
{
    // Looked up each time: what was told before may have switched off, or closed, what is told next.
    const auto watch = m_watches.find(int(quint32(tag)));
    if (watch == m_watches.end() || watch->second.generation != quint32(tag >> 32))
        return false;
    QSocketNotifier *const notifier = watch->second.notifiers[type];
    if (!notifier)
        return false;
    QEvent event(QEvent::SockAct);
    QCoreApplication::sendEvent(notifier, &event);
    return true;
}

quint32 EpollDispatcher::wantedBy(const Watch &watch)
{
    return (watch.notifiers[QSocketNotifier::Read] ? quint32(EPOLLIN) : 0) |
           (watch.notifiers[QSocketNotifier::Write] ? quint32(EPOLLOUT) : 0) |
           (watch.notifiers[QSocketNotifier::Exception] ? quint32(EPOLLPRI) : 0);
}

void EpollDispatcher::arm(int descriptor, Watch &watch, quint32 wanted)
{
    if (wanted == watch.armed)
        return;
    const int operation = watch.armed == 0 ? EPOLL_CTL_ADD : wanted == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
    epoll_event event = {wanted, {.u64 = tagOf(descriptor, watch.generation)}};
    if (::epoll_ctl(m_epoll, operation, descriptor, &event) < 0 && wanted != 0)
        qErrnoWarning("epoll_ctl");
    watch.armed = wanted;
}

void EpollDispatcher::applyChanges()
{
    for (const int descriptor : m_dirty) {
        const auto watch = m_watches.find(descriptor);
        if (watch == m_watches.end())
            continue;
        watch->second.dirty = false;
        arm(descriptor, watch->second, wantedBy(watch->second));
    }
    m_dirty.clear();
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    const auto [watch, isNew] = m_watches.try_emplace(descriptor);
    if (isNew)
        watch->second.generation = ++m_generation & 0x7fffffff;
    watch->second.notifiers[notifier->type()] = notifier;
    if (!std::exchange(watch->second.dirty, true))
        m_dirty.push_back(descriptor);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const int descriptor = int(notifier->socket());
    const auto watch = m_watches.find(descriptor);
    if (watch == m_watches.end() || watch->second.notifiers[notifier->type()] != notifier)
        return;
    watch->second.notifiers[notifier->type()] = nullptr;
    if (wantedBy(watch->second) == 0) {
        // At once: the descriptor may be closed, and given out again, before the next turn.
        arm(descriptor, watch->second, 0);
        m_watches.erase(watch);
    } else if (!std::exchange(watch->second.dirty, true)) {
        m_dirty.push_back(descriptor);
    }
}

void EpollDispatcher::registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object)
{
    m_timers.add(timerId, std::chrono::milliseconds(interval), timerType, object);
}

bool EpollDispatcher::unregisterTimer(int timerId)
{
    return m_timers.remove(timerId);
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    return m_timers.removeAllOf(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    return m_timers.timersOf(object);
}

int EpollDispatcher::remainingTime(int timerId)
{
    return m_timers.remaining(timerId);
}

void EpollDispatcher::wakeUp()
{
    if (QThread::currentThread() == thread()) {
        m_wokenFromWithin = true;
        return;
    }
    if (!m_wakeUpPending.exchange(true))
        ::eventfd_write(m_wakeUp, 1);
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    wakeUp();
}

} // namespace sekisho::http
