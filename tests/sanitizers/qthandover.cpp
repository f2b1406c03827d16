// SPDX-License-Identifier: GPL-3.0-or-later
// Tells ThreadSanitizer what Debian's Qt, built without it, does not: that what one thread did before it
// handed a call, a continuation or its own end to another through Qt is seen by that other. Linked into
// programs built with -fsanitize=thread only; these definitions go before those of libQt6Core, to which they
// pass everything on.
#include <QFutureInterface>
#include <QObject>
#include <QSemaphore>
#include <QThread>

#include <cstdarg>
#include <dlfcn.h>
#include <mutex>
#include <sanitizer/tsan_interface.h>

namespace {

/// The function of that name in libQt6Core.
template <typename Function>
Function inQt(const char *name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

/// A queued call on its way from one thread to another.
class HandedCall final : public QtPrivate::QSlotObjectBase
{
public:
    HandedCall(QObject *receiver, QtPrivate::QSlotObjectBase *call)
        : QSlotObjectBase(&act)
        , m_receiver(receiver)
        , m_call(call)
    {
        __tsan_release(this);
    }

private:
    static void act(int which, QSlotObjectBase *self, QObject *receiver, void **arguments, bool *)
    {
        __tsan_acquire(self);
        auto *handed = static_cast<HandedCall *>(self);
        if (which == Destroy)
            return destroy(handed);
        handed->m_call->call(receiver, arguments);
        // For a caller that waits for the end of the call.
        __tsan_release(handed->m_receiver);
        __tsan_release(self);
    }

    static void destroy(HandedCall *handed)
    {
        handed->m_call->destroyIfLastRef();
        delete handed;
    }

    QObject *m_receiver;
    QtPrivate::QSlotObjectBase *m_call;
};

using Continuation = std::function<void(const QFutureInterfaceBase &)>;

/// Runs once, where the future is finished. One that never runs is leaked: the other thread may be at it.
Continuation handed(Continuation continuation)
{
    auto *kept = new Continuation(std::move(continuation));
    __tsan_release(kept);
    return [kept](const QFutureInterfaceBase &future) {
        __tsan_acquire(kept);
        (*kept)(future);
        delete kept;
    };
}

/// The lock under which Qt reaches into a thread that is told to end, and that thread takes to end.
std::mutex &endingLock()
{
    static std::mutex mutex;
    return mutex;
}

} // namespace

bool QMetaObject::invokeMethodImpl(QObject *object, QtPrivate::QSlotObjectBase *slot, Qt::ConnectionType type,
                                   void *result)
{
    using Function = bool (*)(QObject *, QtPrivate::QSlotObjectBase *, Qt::ConnectionType, void *);
    static const auto next = inQt<Function>(
        "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14ConnectionTypeEPv");
    const bool done = next(object, new HandedCall(object, slot), type, result);
    if (type == Qt::BlockingQueuedConnection)
        __tsan_acquire(object);
    return done;
}

void QFutureInterfaceBase::setContinuation(Continuation continuation)
{
    using Function = void (*)(QFutureInterfaceBase *, Continuation);
    static const auto next =
        inQt<Function>("_ZN20QFutureInterfaceBase15setContinuationESt8functionIFvRKS_EE");
    next(this, handed(std::move(continuation)));
}

void QFutureInterfaceBase::setContinuation(Continuation continuation, QFutureInterfaceBasePrivate *data)
{
    using Function = void (*)(QFutureInterfaceBase *, Continuation, QFutureInterfaceBasePrivate *);
    static const auto next = inQt<Function>(
        "_ZN20QFutureInterfaceBase15setContinuationESt8functionIFvRKS_EEP27QFutureInterfaceBasePrivate");
    next(this, handed(std::move(continuation)), data);
}

void QThread::start(Priority priority)
{
    using Function = void (*)(QThread *, Priority);
    static const auto next = inQt<Function>("_ZN7QThread5startENS_8PriorityE");
    // Emitted by the ending thread, after run().
    connect(
        this, &QThread::finished, this,
        [this] {
            const std::lock_guard lock(endingLock());
            __tsan_release(this);
        },
        Qt::DirectConnection);
    next(this, priority);
}

bool QThread::wait(QDeadlineTimer deadline)
{
    using Function = bool (*)(QThread *, QDeadlineTimer);
    static const auto next = inQt<Function>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool ended = next(this, deadline);
    __tsan_acquire(this);
    return ended;
}

void QThread::quit()
{
    using Function = void (*)(QThread *);
    static const auto next = inQt<Function>("_ZN7QThread4quitEv");
    const std::lock_guard lock(endingLock());
    next(this);
}

void QFutureInterfaceBase::reportFinished()
{
    using Function = void (*)(QFutureInterfaceBase *);
    static const auto next = inQt<Function>("_ZN20QFutureInterfaceBase14reportFinishedEv");
    __tsan_release(d);
    next(this);
}

bool QFutureInterfaceBase::isFinished() const
{
    using Function = bool (*)(const QFutureInterfaceBase *);
    static const auto next = inQt<Function>("_ZNK20QFutureInterfaceBase10isFinishedEv");
    const bool finished = next(this);
    if (finished)
        __tsan_acquire(d);
    return finished;
}

void QFutureInterfaceBase::waitForFinished()
{
    using Function = void (*)(QFutureInterfaceBase *);
    static const auto next = inQt<Function>("_ZN20QFutureInterfaceBase15waitForFinishedEv");
    next(this);
    __tsan_acquire(d);
}

bool QFutureInterfaceBase::derefT() const noexcept
{
    using Function = bool (*)(const QFutureInterfaceBase *);
    static const auto next = inQt<Function>("_ZNK20QFutureInterfaceBase6derefTEv");
    // Moved from, it has none.
    if (d)
        __tsan_release(d);
    const bool used = next(this);
    if (!used)
        __tsan_acquire(d);
    return used;
}

void QSemaphore::acquire(int count)
{
    using Function = void (*)(QSemaphore *, int);
    static const auto next = inQt<Function>("_ZN10QSemaphore7acquireEi");
    next(this, count);
    __tsan_acquire(this);
}

bool QSemaphore::tryAcquire(int count, int timeout)
{
    using Function = bool (*)(QSemaphore *, int, int);
    static const auto next = inQt<Function>("_ZN10QSemaphore10tryAcquireEii");
    const bool taken = next(this, count, timeout);
    __tsan_acquire(this);
    return taken;
}

void QSemaphore::release(int count)
{
    using Function = void (*)(QSemaphore *, int);
    static const auto next = inQt<Function>("_ZN10QSemaphore7releaseEi");
    __tsan_release(this);
    next(this, count);
}

/// QProcess starts a child that shares this process's memory until it is another program. ThreadSanitizer
/// takes it for a fork, and in the memory of both notes that it is to look away from now on: so it is not
/// told.
extern "C" int clone(int (*child)(void *), void *stack, int flags, void *argument, ...)
{
    using Function = int (*)(int (*)(void *), void *, int, void *, ...);
    static const auto inLibc = reinterpret_cast<Function>(dlsym(dlopen("libc.so.6", RTLD_LAZY), "clone"));
    va_list rest;
    va_start(rest, argument);
    auto *const parentId = va_arg(rest, void *);
    auto *const localStorage = va_arg(rest, void *);
    auto *const childId = va_arg(rest, void *);
    va_end(rest);
    return inLibc(child, stack, flags, argument, parentId, localStorage, childId);
}
