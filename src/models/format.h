// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/money.h>
#include <core/timestamp.h>

#include <QLocale>

namespace sekisho::models {

/// US dollars with as many digits as matter: "$12.80", "$0.42", "$0.00014", "$0.00".
QString moneyText(core::Money amount, const QLocale &locale = QLocale());
/// "1.4 s", "310 ms", "2 min 5 s".
QString durationText(std::chrono::microseconds length, const QLocale &locale = QLocale());
/// "just now", "5 minutes ago" within a day, else the date, with its year unless it is this one.
QString relativeTimeText(core::Timestamp time, core::Timestamp now, const QLocale &locale = QLocale());
/// "10:05:31" of today, with the day before it of another one.
QString clockText(core::Timestamp time, core::Timestamp now, const QLocale &locale = QLocale());
/// Date and time as the reader's locale writes them, for a tool tip.
QString absoluteTimeText(core::Timestamp time, const QLocale &locale = QLocale());
/// Day and month of a moment to come, such as a reset or an expiry.
QString dateText(core::Timestamp time, core::Timestamp now, const QLocale &locale = QLocale());
/// Grouped digits.
QString countText(std::int64_t count, const QLocale &locale = QLocale());

} // namespace sekisho::models
