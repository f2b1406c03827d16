// SPDX-License-Identifier: GPL-3.0-or-later
#include "processmemory.h"

#include <QFile>
#include <QRegularExpression>

namespace sekisho::app {

qint64 residentMegabytes()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    static const QRegularExpression line(QStringLiteral("VmRSS:\\s+(\\d+)"));
    return line.match(QString::fromLatin1(status.readAll())).captured(1).toLongLong() / 1024;
}

} // namespace sekisho::app
