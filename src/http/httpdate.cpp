// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpdate.h"

#include <QDateTime>
#include <QLocale>

#include <ctime>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::http {

QByteArray httpDate()
{
    thread_local std::time_t made = -1;
    thread_local QByteArray text;
    if (const auto now = std::time(nullptr); now != made) {
        made = now;
        const auto time = QDateTime::fromSecsSinceEpoch(now, Qt::UTC);
        text = QLocale::c().toString(time, u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s).toLatin1();
    }
    return text;
}

} // namespace sekisho::http
