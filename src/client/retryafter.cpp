// SPDX-License-Identifier: GPL-3.0-or-later
#include "retryafter.h"

#include <QDateTime>
#include <QLocale>

namespace sekisho::client {

using std::chrono::milliseconds;
using namespace Qt::Literals::StringLiterals;

namespace {

// The one that is sent today, and the two that a recipient has to understand.
const std::array DateForms = {u"ddd, dd MMM yyyy hh:mm:ss 'GMT'"_s, u"dddd, dd-MMM-yy hh:mm:ss 'GMT'"_s,
                              u"ddd MMM d hh:mm:ss yyyy"_s};

/// Two digits name the year nearest to now (RFC 9110 §5.6.7 asks for no more than 50 years ahead).
QDateTime inThisCentury(const QDateTime &time, const QDateTime &now)
{
    return time.addYears(100) <= now.addYears(50) ? time.addYears(100) : time;
}

QDateTime readHttpDate(const QString &text, const QDateTime &now)
{
    for (const QString &form : DateForms) {
        QDateTime time = QLocale::c().toDateTime(text, form);
        if (!time.isValid())
            continue;
        time.setTimeSpec(Qt::UTC);
        return form.contains(u"yyyy") ? time : inThisCentury(time, now);
    }
    return {};
}

} // namespace

std::optional<milliseconds> readRetryAfter(const QByteArray &value, core::Timestamp now)
{
    const QString text = QString::fromLatin1(value).simplified();
    bool isNumber = false;
    const int seconds = text.toInt(&isNumber);
    if (isNumber)
        return seconds < 0 ? std::optional<milliseconds>() : std::chrono::seconds(seconds);
    const QDateTime present = core::toDateTime(now);
    const QDateTime time = readHttpDate(text, present);
    if (!time.isValid())
        return {};
    return milliseconds(std::max<qint64>(present.msecsTo(time), 0));
}

} // namespace sekisho::client
