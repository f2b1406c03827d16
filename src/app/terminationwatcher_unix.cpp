// SPDX-License-Identifier: GPL-3.0-or-later
#include "terminationwatcher.h"

#include <QSocketNotifier>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace sekisho::app {

namespace {

// A signal handler can reach nothing but a global; it writes one byte into this pipe (signal-safety(7)).
int writeEnd = -1;

void onSignal(int number)
{
    const char byte = static_cast<char>(number);
    [[maybe_unused]] const auto written = ::write(writeEnd, &byte, 1);
}

} // namespace

class TerminationWatcher::Private
{
public:
    ~Private()
    {
        std::signal(SIGTERM, SIG_DFL);
        std::signal(SIGINT, SIG_DFL);
        std::signal(SIGHUP, SIG_DFL);
        notifier.reset();
        for (const int end : ends)
            ::close(end);
    }
    int ends[2] = {-1, -1};
    std::unique_ptr<QSocketNotifier> notifier;
};

TerminationWatcher::TerminationWatcher(QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>())
{
    if (::pipe2(d->ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    writeEnd = d->ends[1];
    d->notifier = std::make_unique<QSocketNotifier>(d->ends[0], QSocketNotifier::Read);
    connect(d->notifier.get(), &QSocketNotifier::activated, this, [this] {
        char byte = 0;
        while (::read(d->ends[0], &byte, 1) == 1) {
            if (byte == SIGHUP)
                Q_EMIT reloadAsked();
            else
                Q_EMIT terminationAsked();
        }
    });
    std::signal(SIGTERM, onSignal);
    std::signal(SIGINT, onSignal);
    std::signal(SIGHUP, onSignal);
}

TerminationWatcher::~TerminationWatcher() = default;

} // namespace sekisho::app
