// SPDX-License-Identifier: GPL-3.0-or-later
#include <http/epolldispatcher.h>

#include <QEventLoop>
#include <QSemaphore>
#include <QSocketNotifier>
#include <QTest>
#include <QThread>

#include <array>
#include <sys/socket.h>
#include <unistd.h>

using namespace sekisho::http;
using namespace std::chrono_literals;

namespace {

/// Two connected sockets.
class Pair
{
public:
    Pair()
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, m_ends.data()) != 0)
            qFatal("socketpair");
    }
    ~Pair()
    {
        ::close(m_ends[0]);
        ::close(m_ends[1]);
    }
    int here() const { return m_ends[0]; }
    void send() const { QCOMPARE(::write(m_ends[1], "x", 1), 1); }
    void take() const
    {
        char c;
        QCOMPARE(::read(m_ends[0], &c, 1), 1);
    }

private:
    std::array<int, 2> m_ends;
};

/// A thread that runs on our dispatcher.
class LoopThread
{
public:
    LoopThread()
    {
        m_thread.setEventDispatcher(new EpollDispatcher);
        m_context.moveToThread(&m_thread);
        m_thread.start();
    }
    ~LoopThread()
    {
        m_thread.quit();
        m_thread.wait();
    }

    /// Runs there, and returns when it has.
    void run(const std::function<void()> &job)
    {
        QMetaObject::invokeMethod(&m_context, job, Qt::BlockingQueuedConnection);
    }
    QObject *context() { return &m_context; }
    QThread &thread() { return m_thread; }

private:
    QThread m_thread;
    QObject m_context;
};

} // namespace

class EpollDispatcherTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void postedEventsRunInOrder();
    void wakesForPostedEventsFromOtherThreads();
    void eventsPostedFromWithinRun();
    void timersFire();
    void zeroTimersDoNotStarveSockets();
    void timersCanBeStoppedByOthers();
    void remainingTimeCountsDown();
    void notifiersTellReadiness();
    void notifiersSwitchedOffAreSilent();
    void switchingOffAndOnWithinATurnWorks();
    void notifierMayRemoveAnother();
    void descriptorsCanBeReused();
    void nestedLoopsWork();
    void quitsFromAnotherThread();
};

void EpollDispatcherTest::postedEventsRunInOrder()
{
    LoopThread loop;
    std::vector<int> order;
    for (int i = 0; i < 100; ++i)
        QMetaObject::invokeMethod(
            loop.context(), [&order, i] { order.push_back(i); }, Qt::QueuedConnection);
    loop.run([] {});
    QCOMPARE(int(order.size()), 100);
    QVERIFY(std::is_sorted(order.begin(), order.end()));
}

void EpollDispatcherTest::wakesForPostedEventsFromOtherThreads()
{
    // Many rounds, so that posting meets the loop before, while and after it goes to sleep.
    LoopThread loop;
    QSemaphore done;
    for (int i = 0; i < 2000; ++i) {
        QMetaObject::invokeMethod(
            loop.context(), [&done] { done.release(); }, Qt::QueuedConnection);
        QVERIFY(done.tryAcquire(1, 5000));
    }
}

void EpollDispatcherTest::eventsPostedFromWithinRun()
{
    LoopThread loop;
    QSemaphore done;
    int left = 1000;
    std::function<void()> again = [&] {
        if (--left == 0)
            done.release();
        else
            QMetaObject::invokeMethod(loop.context(), again, Qt::QueuedConnection);
    };
    QMetaObject::invokeMethod(loop.context(), again, Qt::QueuedConnection);
    QVERIFY(done.tryAcquire(1, 5000));
}

void EpollDispatcherTest::timersFire()
{
    LoopThread loop;
    QSemaphore ticks;
    QSemaphore once;
    QTimer *timer = nullptr;
    QElapsedTimer clock;
    clock.start();
    loop.run([&] {
        timer = new QTimer;
        timer->callOnTimeout(loop.context(), [&ticks] { ticks.release(); });
        timer->start(10ms);
        QTimer::singleShot(20ms, loop.context(), [&once] { once.release(); });
    });
    QVERIFY(ticks.tryAcquire(5, 5000));
    QVERIFY2(clock.elapsed() >= 45, "five ticks of 10 ms");
    QVERIFY(once.tryAcquire(1, 5000));
    loop.run([&] {
        timer->stop();
        ticks.tryAcquire(ticks.available());
    });
    QVERIFY(!ticks.tryAcquire(1, 30));
    loop.run([&] { delete timer; });
    QVERIFY(!once.tryAcquire(1, 30));
}

void EpollDispatcherTest::zeroTimersDoNotStarveSockets()
{
    LoopThread loop;
    Pair pair;
    QSemaphore read;
    std::unique_ptr<QTimer> timer;
    std::unique_ptr<QSocketNotifier> notifier;
    loop.run([&] {
        timer = std::make_unique<QTimer>();
        timer->callOnTimeout(loop.context(), [] {});
        timer->start(0);
        notifier = std::make_unique<QSocketNotifier>(pair.here(), QSocketNotifier::Read);
        connect(notifier.get(), &QSocketNotifier::activated, loop.context(), [&] {
            pair.take();
            read.release();
        });
    });
    pair.send();
    QVERIFY(read.tryAcquire(1, 5000));
    loop.run([&] {
        timer.reset();
        notifier.reset();
    });
}

void EpollDispatcherTest::timersCanBeStoppedByOthers()
{
    LoopThread loop;
    int fired = 0;
    loop.run([&] {
        QTimer first, second;
        QEventLoop inner;
        first.callOnTimeout(loop.context(), [&] {
            ++fired;
            first.stop();
            second.stop();
        });
        second.callOnTimeout(loop.context(), [&] {
            ++fired;
            first.stop();
            second.stop();
        });
        first.start(5ms);
        second.start(5ms);
        QThread::msleep(10);
        QTimer::singleShot(20ms, &inner, &QEventLoop::quit);
        inner.exec();
    });
    QCOMPARE(fired, 1);
}

void EpollDispatcherTest::remainingTimeCountsDown()
{
    LoopThread loop;
    loop.run([&] {
        QTimer timer;
        QCOMPARE(timer.remainingTime(), -1);
        timer.start(10s);
        QVERIFY(timer.remainingTime() > 9000 && timer.remainingTime() <= 10000);
        QCOMPARE(QAbstractEventDispatcher::instance()->registeredTimers(&timer).size(), 1);
    });
}

void EpollDispatcherTest::notifiersTellReadiness()
{
    LoopThread loop;
    Pair pair;
    QSemaphore readable;
    QSemaphore writable;
    std::unique_ptr<QSocketNotifier> reader, writer;
    loop.run([&] {
        reader = std::make_unique<QSocketNotifier>(pair.here(), QSocketNotifier::Read);
        writer = std::make_unique<QSocketNotifier>(pair.here(), QSocketNotifier::Write);
        connect(reader.get(), &QSocketNotifier::activated, loop.context(), [&] {
            pair.take();
            readable.release();
        });
        connect(writer.get(), &QSocketNotifier::activated, loop.context(), [&] {
            writer->setEnabled(false);
            writable.release();
        });
    });
    QVERIFY(writable.tryAcquire(1, 5000));
    QVERIFY(!readable.tryAcquire(1, 20));
    pair.send();
    QVERIFY(readable.tryAcquire(1, 5000));
    QVERIFY(!writable.tryAcquire(1, 20));
    loop.run([&] {
        reader.reset();
        writer.reset();
    });
}

void EpollDispatcherTest::notifiersSwitchedOffAreSilent()
{
    LoopThread loop;
    Pair pair;
    QSemaphore readable;
    std::unique_ptr<QSocketNotifier> reader;
    loop.run([&] {
        reader = std::make_unique<QSocketNotifier>(pair.here(), QSocketNotifier::Read);
        connect(reader.get(), &QSocketNotifier::activated, loop.context(), [&] { readable.release(); });
        reader->setEnabled(false);
    });
    pair.send();
    QVERIFY(!readable.tryAcquire(1, 20));
    loop.run([&] { reader->setEnabled(true); });
    QVERIFY(readable.tryAcquire(1, 5000));
    loop.run([&] { reader.reset(); });
}

void EpollDispatcherTest::switchingOffAndOnWithinATurnWorks()
{
    LoopThread loop;
    Pair pair;
    QSemaphore readable;
    std::unique_ptr<QSocketNotifier> reader, writer;
    loop.run([&] {
        reader = std::make_unique<QSocketNotifier>(pair.here(), QSocketNotifier::Read);
        writer = std::make_unique<QSocketNotifier>(pair.here(), QSocketNotifier::Write);
        connect(reader.get(), &QSocketNotifier::activated, loop.context(), [&] {
            pair.take();
            readable.release();
        });
        writer->setEnabled(false);
    });
    for (int i = 0; i < 10; ++i) {
        loop.run([&] {
            for (const bool on : {false, true}) {
                reader->setEnabled(on);
                writer->setEnabled(on);
            }
            writer->setEnabled(false);
        });
        pair.send();
        QVERIFY(readable.tryAcquire(1, 5000));
    }
    loop.run([&] {
        reader.reset();
        writer.reset();
    });
}

void EpollDispatcherTest::notifierMayRemoveAnother()
{
    LoopThread loop;
    Pair first, second;
    QSemaphore told;
    std::unique_ptr<QSocketNotifier> one, two;
    loop.run([&] {
        one = std::make_unique<QSocketNotifier>(first.here(), QSocketNotifier::Read);
        two = std::make_unique<QSocketNotifier>(second.here(), QSocketNotifier::Read);
        connect(one.get(), &QSocketNotifier::activated, loop.context(), [&] {
            two.reset();
            one->setEnabled(false);
            told.release();
        });
        connect(two.get(), &QSocketNotifier::activated, loop.context(), [&] {
            one.reset();
            two->setEnabled(false);
            told.release();
        });
        first.send();
        second.send();
    });
    QVERIFY(told.tryAcquire(1, 5000));
    QVERIFY(!told.tryAcquire(1, 20));
    loop.run([&] {
        one.reset();
        two.reset();
    });
}

void EpollDispatcherTest::descriptorsCanBeReused()
{
    LoopThread loop;
    for (int i = 0; i < 20; ++i) {
        QSemaphore readable;
        auto pair = std::make_unique<Pair>();
        std::unique_ptr<QSocketNotifier> reader;
        const auto watch = [&] {
            reader = std::make_unique<QSocketNotifier>(pair->here(), QSocketNotifier::Read);
            connect(reader.get(), &QSocketNotifier::activated, loop.context(), [&] {
                pair->take();
                readable.release();
            });
        };
        loop.run(watch);
        // Closed and opened again within one turn: the same numbers, other sockets.
        loop.run([&] {
            reader.reset();
            pair.reset();
            pair = std::make_unique<Pair>();
            watch();
        });
        pair->send();
        QVERIFY(readable.tryAcquire(1, 5000));
        loop.run([&] { reader.reset(); });
    }
}

void EpollDispatcherTest::nestedLoopsWork()
{
    LoopThread loop;
    bool ran = false;
    loop.run([&] {
        QEventLoop inner;
        QMetaObject::invokeMethod(
            loop.context(),
            [&] {
                ran = true;
                inner.quit();
            },
            Qt::QueuedConnection);
        inner.exec(QEventLoop::ExcludeSocketNotifiers);
    });
    QVERIFY(ran);
}

void EpollDispatcherTest::quitsFromAnotherThread()
{
    for (int i = 0; i < 50; ++i) {
        LoopThread loop;
        loop.run([] {});
        loop.thread().quit();
        QVERIFY(loop.thread().wait(5000));
    }
}

QTEST_GUILESS_MAIN(EpollDispatcherTest)
#include "tst_epolldispatcher.moc"
