// SPDX-License-Identifier: GPL-3.0-or-later
#include "row.h"

#include <QSqlQuery>

namespace sekisho::storage {

bool Row::isNull(int column) const
{
    return m_query.isNull(column);
}

// Sums and averages of PostgreSQL are decimal numbers, which the driver gives as text so that no digit is
// lost.
std::int64_t Row::integer(int column) const
{
    const QVariant value = m_query.value(column);
    bool isInteger = false;
    const auto integer = value.toLongLong(&isInteger);
    return isInteger ? integer : static_cast<std::int64_t>(value.toDouble());
}

double Row::real(int column) const
{
    return m_query.value(column).toDouble();
}

bool Row::boolean(int column) const
{
    return integer(column) != 0;
}

QString Row::text(int column) const
{
    return m_query.value(column).toString();
}

QByteArray Row::bytes(int column) const
{
    return m_query.value(column).toByteArray();
}

core::Timestamp Row::time(int column) const
{
    return core::fromMicros(integer(column));
}

std::optional<std::int64_t> Row::optionalInteger(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(integer(column));
}

std::optional<QString> Row::optionalText(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(text(column));
}

std::optional<core::Timestamp> Row::optionalTime(int column) const
{
    return isNull(column) ? std::nullopt : std::optional(time(column));
}

QVariant bind(const std::optional<QString> &value)
{
    return value ? QVariant(*value) : QVariant();
}

QVariant bind(const std::optional<std::int64_t> &value)
{
    return value ? QVariant(qlonglong(*value)) : QVariant();
}

QVariant bind(const std::optional<core::Timestamp> &value)
{
    return value ? bind(*value) : QVariant();
}

QVariant bind(core::Timestamp value)
{
    return qlonglong(core::toMicros(value));
}

QVariant bindText(QByteArrayView value)
{
    return QString::fromUtf8(value);
}

} // namespace sekisho::storage
