// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

QT_BEGIN_NAMESPACE
class QThread;
QT_END_NAMESPACE

namespace sekisho::http {

/// Gives a thread that is not started yet the event dispatcher that serves many sockets best: ours on Linux,
/// Qt's own elsewhere.
void useIoDispatcher(QThread &thread);

} // namespace sekisho::http
