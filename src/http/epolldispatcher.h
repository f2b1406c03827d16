// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timerlist.h"

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <unordered_map>
#include <vector>

namespace sekisho::http {

/// An event dispatcher on epoll(7), for threads with many sockets: a turn costs in proportion to what
/// happened, not to how many descriptors there are. A notifier switched off and on again between two turns
/// costs no system call. Give it to a thread with QThread::setEventDispatcher before the thread starts.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT
public:
    explicit EpollDispatcher(QObject *parent = nullptr);
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int timerId, qint64 interval, Qt::TimerType timerType, QObject *object) override;
    bool unregisterTimer(int timerId) override;
    bool unregisterTimers(QObject *object) override;
    QList<TimerInfo> registeredTimers(QObject *object) const override;
    int remainingTime(int timerId) override;

    void wakeUp() override;
    void interrupt() override;

private:
    struct Watch {
        std::array<QSocketNotifier *, 3> notifiers = {}; ///< by QSocketNotifier::Type
        quint32 armed = 0;                               ///< what epoll was told
        quint32 generation = 0;                          ///< tells a descriptor's reuse from its former life
        bool dirty = false;
    };

    static quint32 wantedBy(const Watch &watch);
    void arm(int descriptor, Watch &watch, quint32 wanted);
    void applyChanges();
    int waitTime(QEventLoop::ProcessEventsFlags flags) const;
    bool waitAndNotify(QEventLoop::ProcessEventsFlags flags);
    void waitForWakeUpOnly(int milliseconds);
    bool notify(quint64 tag, quint32 events);
    bool notifyOne(quint64 tag, QSocketNotifier::Type type);
    void acknowledgeWakeUp();

    int m_epoll;
    int m_wakeUp;
    std::unordered_map<int, Watch> m_watches;
    std::vector<int> m_dirty;
    quint32 m_generation = 0;
    TimerList m_timers;
    std::atomic<bool> m_wakeUpPending = false;
    std::atomic<bool> m_interrupted = false;
    bool m_wokenFromWithin = false;
};

} // namespace sekisho::http
