// SPDX-License-Identifier: GPL-3.0-or-later
#include "format.h"

#include <QCoreApplication>

#include <cmath>

namespace sekisho::models {

using namespace std::chrono;

namespace {

QString translated(const char *english, int count = -1)
{
    return QCoreApplication::translate("Format", english, nullptr, count);
}

/// Two digits from the first that is not zero, at least cents, at most what a nano-dollar can tell.
int digitsThatMatter(double usd)
{
    const double size = std::abs(usd);
    if (size == 0 || size >= 0.095)
        return 2;
    return std::min(9, 1 - static_cast<int>(std::floor(std::log10(size))));
}

} // namespace

QString moneyText(core::Money amount, const QLocale &locale)
{
    const double usd = amount.usd();
    const QString number = locale.toString(std::abs(usd), 'f', digitsThatMatter(usd));
    return (usd < 0 ? QStringLiteral("-$") : QStringLiteral("$")) + number;
}

QString durationText(microseconds length, const QLocale &locale)
{
    const auto millis = static_cast<double>(length.count()) / 1000.0;
    if (millis < 10)
        return translated(QT_TRANSLATE_NOOP("Format", "%1 ms")).arg(locale.toString(millis, 'f', 1));
    if (millis < 1000)
        return translated(QT_TRANSLATE_NOOP("Format", "%1 ms")).arg(locale.toString(millis, 'f', 0));
    if (millis < 60000)
        return translated(QT_TRANSLATE_NOOP("Format", "%1 s")).arg(locale.toString(millis / 1000, 'f', 1));
    const auto whole = floor<seconds>(length);
    return translated(QT_TRANSLATE_NOOP("Format", "%1 min %2 s"))
        .arg(locale.toString(qlonglong(whole / minutes(1))),
             locale.toString(qlonglong((whole % minutes(1)).count())));
}

QString relativeTimeText(core::Timestamp time, core::Timestamp now, const QLocale &locale)
{
    const auto age = now - time;
    if (age < minutes(1) && age > -minutes(1))
        return translated(QT_TRANSLATE_NOOP("Format", "just now"));
    if (age > microseconds(0) && age < hours(1))
        return translated(QT_TRANSLATE_N_NOOP("Format", "%n minute(s) ago"),
                          static_cast<int>(age / minutes(1)));
    if (age > microseconds(0) && age < days(1))
        return translated(QT_TRANSLATE_N_NOOP("Format", "%n hour(s) ago"), static_cast<int>(age / hours(1)));
    return dateText(time, now, locale);
}

QString clockText(core::Timestamp time, core::Timestamp now, const QLocale &locale)
{
    const QDateTime local = core::toDateTime(time).toLocalTime();
    const QString clock = local.toString(QStringLiteral("HH:mm:ss"));
    if (local.date() == core::toDateTime(now).toLocalTime().date())
        return clock;
    return dateText(time, now, locale) + u' ' + clock;
}

QString absoluteTimeText(core::Timestamp time, const QLocale &locale)
{
    const QString format = locale.language() == QLocale::Japanese ? QStringLiteral("yyyy年M月d日 HH:mm:ss")
                                                                  : QStringLiteral("d MMM yyyy HH:mm:ss");
    return locale.toString(core::toDateTime(time).toLocalTime(), format);
}

QString dateText(core::Timestamp time, core::Timestamp now, const QLocale &locale)
{
    const QDate day = core::toDateTime(time).toLocalTime().date();
    const bool thisYear = day.year() == core::toDateTime(now).toLocalTime().date().year();
    if (locale.language() == QLocale::Japanese)
        return locale.toString(day, thisYear ? QStringLiteral("M月d日") : QStringLiteral("yyyy年M月d日"));
    return locale.toString(day, thisYear ? QStringLiteral("d MMM") : QStringLiteral("d MMM yyyy"));
}

QString countText(std::int64_t count, const QLocale &locale)
{
    return locale.toString(qlonglong(count));
}

} // namespace sekisho::models
