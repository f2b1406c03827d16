// SPDX-License-Identifier: GPL-3.0-or-later
#include "lowpriority.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#endif

namespace sekisho::gateway {

void lowerThreadPriority()
{
#ifdef Q_OS_LINUX
    constexpr int Niceness = 10;
    setpriority(PRIO_PROCESS, static_cast<id_t>(syscall(SYS_gettid)), Niceness);
#endif
}

} // namespace sekisho::gateway
