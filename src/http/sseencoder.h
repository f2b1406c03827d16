// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace sekisho::http {

/// One event of a text/event-stream: `data` line by line, after an `event` line if there is a type.
QByteArray sseEvent(QByteArrayView data, QByteArrayView type = {});

} // namespace sekisho::http
