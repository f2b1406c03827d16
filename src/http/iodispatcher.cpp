// SPDX-License-Identifier: GPL-3.0-or-later
#include "iodispatcher.h"

#include <QThread>

#ifdef Q_OS_LINUX
#include "epolldispatcher.h"
#endif

namespace sekisho::http {

void useIoDispatcher([[maybe_unused]] QThread &thread)
{
#ifdef Q_OS_LINUX
    thread.setEventDispatcher(new EpollDispatcher);
#endif
}

} // namespace sekisho::http
