// SPDX-License-Identifier: GPL-3.0-or-later
#include "sseencoder.h"

namespace sekisho::http {

QByteArray sseEvent(QByteArrayView data, QByteArrayView type)
{
    QByteArray event;
    event.reserve(data.size() + type.size() + 24);
    if (!type.isEmpty()) {
        event += "event: ";
        event += type;
        event += '\n';
    }
    for (qsizetype end = 0; end >= 0; data = data.sliced(end < 0 ? 0 : end + 1)) {
        end = data.indexOf('\n');
        event += "data: ";
        event += end < 0 ? data : data.first(end);
        event += '\n';
    }
    event += '\n';
    return event;
}

} // namespace sekisho::http
