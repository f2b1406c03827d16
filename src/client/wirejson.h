// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "change.h"

#include <core/json.h>
#include <core/money.h>
#include <core/timestamp.h>

namespace sekisho::client {

// Money is a float in dollars on the wire, time is ISO 8601; absent, null or unreadable gives no value.
std::optional<core::Money> optionalMoney(const core::Json &row, const char *field);
std::optional<core::Timestamp> optionalTime(const core::Json &row, const char *field);
std::optional<std::int64_t> optionalInteger(const core::Json &row, const char *field);
core::Money moneyOr(const core::Json &row, const char *field);

inline core::Json wireValue(core::Money amount)
{
    return amount.usd();
}
inline core::Json wireValue(const QStringList &list)
{
    return core::toJson(list);
}
template <typename T>
core::Json wireValue(const T &value)
{
    return value;
}

/// Adds the field if there is a value.
template <typename T>
void writeField(core::Json &body, const char *field, const std::optional<T> &value)
{
    if (value)
        body[field] = wireValue(*value);
}

/// Adds the value, or `cleared`, or nothing.
template <typename T>
void writeField(core::Json &body, const char *field, const Change<T> &change,
                const core::Json &cleared = nullptr)
{
    if (change.isKeep())
        return;
    body[field] = change.value() ? wireValue(*change.value()) : cleared;
}

/// The elements of an array as values; no array, no values.
template <typename T, typename Read>
QList<T> listFrom(const core::Json &array, Read read)
{
    QList<T> list;
    if (array.is_array())
        for (const auto &item : array)
            if (item.is_object())
                list << read(item);
    return list;
}

} // namespace sekisho::client
