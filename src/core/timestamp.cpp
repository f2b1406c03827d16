// SPDX-License-Identifier: GPL-3.0-or-later
#include "timestamp.h"

#include <QRegularExpression>
#include <QTimeZone>

namespace sekisho::core {

using namespace std::chrono;

Timestamp fromMicros(std::int64_t micros)
{
    return Timestamp(microseconds(micros));
}

std::int64_t toMicros(Timestamp time)
{
    return time.time_since_epoch().count();
}

Timestamp fromDateTime(const QDateTime &time)
{
    return Timestamp(milliseconds(time.toMSecsSinceEpoch()));
}

QDateTime toDateTime(Timestamp time)
{
    return QDateTime::fromMSecsSinceEpoch(floor<milliseconds>(time).time_since_epoch().count(),
                                          QTimeZone::utc());
}

QString toIso8601(Timestamp time)
{
    const auto seconds = floor<std::chrono::seconds>(time);
    const auto fraction = (time - seconds).count();
    QString text = QDateTime::fromSecsSinceEpoch(seconds.time_since_epoch().count(), Qt::UTC)
                       .toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss"));
    if (fraction != 0)
        text += u'.' + QString::number(fraction).rightJustified(6, u'0');
    return text + u'Z';
}

Result<Timestamp> parseIso8601(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral(
        R"(^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d)?)(?:\.(\d{1,9}))?\s*(Z|[+-]\d\d:?\d\d)?)?$)"));
    const auto match = pattern.match(text.trimmed());
    const auto invalid = [&text] {
        return fail(ErrorKind::InvalidInput, QStringLiteral("Not an ISO 8601 time: %1").arg(text.left(64)));
    };
    if (!match.hasMatch())
        return invalid();
    QString clock = match.captured(2).isEmpty() ? QStringLiteral("00:00:00") : match.captured(2);
    if (clock.size() == 5)
        clock += QStringLiteral(":00");
    QDateTime base = QDateTime::fromString(match.captured(1) + u'T' + clock, Qt::ISODate);
    if (!base.isValid())
        return invalid();
    base.setTimeSpec(Qt::UTC);
    const auto micros = match.captured(3).leftJustified(6, u'0', true).toLongLong();
    const QString zone = match.captured(4);
    minutes offset{0};
    if (zone.size() >= 5) {
        const int sign = zone.startsWith(u'-') ? -1 : 1;
        offset = sign * (hours(zone.mid(1, 2).toInt()) + minutes(zone.right(2).toInt()));
    }
    return Timestamp(seconds(base.toSecsSinceEpoch()) - offset) + microseconds(micros);
}

} // namespace sekisho::core
