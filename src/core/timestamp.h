// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QDateTime>

#include <chrono>

namespace sekisho::core {

/// A moment in UTC with microsecond resolution; stored in databases as its count.
using Timestamp = std::chrono::sys_time<std::chrono::microseconds>;

Timestamp fromMicros(std::int64_t micros);
std::int64_t toMicros(Timestamp time);

Timestamp fromDateTime(const QDateTime &time);
QDateTime toDateTime(Timestamp time);

/// "2026-11-23T10:05:00.123456Z" (microseconds left out where zero), as both HTTP dialects print times.
QString toIso8601(Timestamp time);
/// Takes a `Z`, an offset, or none (read as UTC), and up to nine fractional digits; the rest is cut off.
Result<Timestamp> parseIso8601(const QString &text);

} // namespace sekisho::core
