// SPDX-License-Identifier: GPL-3.0-or-later
#include "daterange.h"

#include <storage/gateway/dailysums.h>

#include <QLocale>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using std::chrono::days;
using storage::dayOf;
using storage::startOfDay;

static std::optional<core::Timestamp> readTime(QueryReader &query, const QString &name)
{
    const auto text = query.text(name);
    if (!text)
        return std::nullopt;
    const auto time = core::parseIso8601(*text);
    if (time)
        return *time;
    query.refuse(name, u"must be YYYY-MM-DD or YYYY-MM-DD HH:MM:SS"_s);
    return std::nullopt;
}

TimeRange readTimes(QueryReader &query, Presence presence)
{
    constexpr int DateOnly = 10;
    TimeRange range{readTime(query, u"start_date"_s), readTime(query, u"end_date"_s)};
    if (range.until)
        *range.until += query.text(u"end_date"_s)->trimmed().size() == DateOnly
                            ? std::chrono::microseconds(days(1))
                            : std::chrono::microseconds(std::chrono::seconds(1));
    const bool isMissing = presence == Presence::Required && !range.from && !range.until;
    if (range.from.has_value() != range.until.has_value() || isMissing)
        query.refuse(range.from ? u"end_date"_s : u"start_date"_s,
                     u"is missing: Start date and end date are required"_s);
    else if (range.from && *range.from >= *range.until)
        query.refuse(u"end_date"_s, u"is before start_date"_s);
    return range;
}

DayRange lastMonth(core::Timestamp now)
{
    return {dayOf(now) - 29, dayOf(now) + 1};
}

DayRange readDays(QueryReader &query, Presence presence, core::Timestamp now)
{
    const TimeRange times = readTimes(query, presence);
    if (!times.from || !times.until)
        return lastMonth(now);
    return {dayOf(*times.from), dayOf(*times.until - std::chrono::microseconds(1)) + 1};
}

QString dateText(std::int64_t day)
{
    return core::toIso8601(startOfDay(day)).left(10);
}

QString shortDateText(std::int64_t day)
{
    return QLocale::c().toString(core::toDateTime(startOfDay(day)).date(), u"MMM dd"_s);
}

} // namespace sekisho::gateway
