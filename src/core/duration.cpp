// SPDX-License-Identifier: GPL-3.0-or-later
#include "duration.h"

#include <QRegularExpression>

namespace sekisho::core {

using namespace std::chrono;

namespace {

// Past this, adding a duration could leave the range of the calendar functions.
constexpr std::int64_t LongestYears = 1000;

seconds unitLength(Duration::Unit unit)
{
    switch (unit) {
    case Duration::Unit::Seconds:
        return seconds(1);
    case Duration::Unit::Minutes:
        return minutes(1);
    case Duration::Unit::Hours:
        return hours(1);
    case Duration::Unit::Days:
        return days(1);
    case Duration::Unit::Weeks:
        return weeks(1);
    case Duration::Unit::Months:
        break;
    }
    return days(31);
}

Duration::Unit unitFromText(const QString &text)
{
    if (text == QLatin1String("mo"))
        return Duration::Unit::Months;
    switch (text.at(0).unicode()) {
    case 's':
        return Duration::Unit::Seconds;
    case 'm':
        return Duration::Unit::Minutes;
    case 'h':
        return Duration::Unit::Hours;
    case 'd':
        return Duration::Unit::Days;
    default:
        return Duration::Unit::Weeks;
    }
}

Timestamp addMonths(Timestamp start, std::int64_t count)
{
    const auto day = floor<days>(start);
    year_month_day date(day);
    date += months(count);
    if (!date.ok())
        date = date.year() / date.month() / last;
    return sys_days(date) + (start - day);
}

Timestamp firstOfNextMonth(sys_days today, std::int64_t months_)
{
    const year_month_day date(today);
    return sys_days((date.year() / date.month() / 1) + months(months_));
}

Timestamp nextMultiple(Timestamp now, seconds period)
{
    const auto midnight = floor<days>(now);
    const auto next = midnight + (floor<seconds>(now - midnight) / period + 1) * period;
    return std::min<Timestamp>(next, midnight + days(1));
}

} // namespace

Result<Duration> parseDuration(const QString &text)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d+)(mo|[smhdw])"));
    const auto match = pattern.match(text);
    bool fits = false;
    const qint64 count = match.captured(1).toLongLong(&fits);
    const Duration duration{count,
                            match.hasMatch() ? unitFromText(match.captured(2)) : Duration::Unit::Seconds};
    const auto longest = duration_cast<seconds>(years(LongestYears));
    if (!match.hasMatch() || !fits || count > longest / unitLength(duration.unit))
        return fail(ErrorKind::InvalidInput,
                    QStringLiteral("Invalid duration '%1'. Use a number and s, m, h, d, w or mo, e.g. 30d.")
                        .arg(text.left(64)));
    return duration;
}

Timestamp addDuration(Timestamp start, const Duration &duration)
{
    if (duration.unit == Duration::Unit::Months)
        return addMonths(start, duration.count);
    return start + duration.count * unitLength(duration.unit);
}

Timestamp nextBudgetReset(Timestamp now, const Duration &period)
{
    const auto today = floor<days>(now);
    const std::int64_t count = std::max<std::int64_t>(period.count, 1);
    switch (period.unit) {
    case Duration::Unit::Months:
        return firstOfNextMonth(today, count);
    case Duration::Unit::Weeks:
        return today + (Monday - weekday(today) == days(0) ? days(7) : Monday - weekday(today)) +
               weeks(count - 1);
    case Duration::Unit::Days:
        if (count == 7)
            return nextBudgetReset(now, {1, Duration::Unit::Weeks});
        return count == 30 ? firstOfNextMonth(today, 1) : Timestamp(today + days(count));
    default:
        return nextMultiple(now, count * unitLength(period.unit));
    }
}

} // namespace sekisho::core
