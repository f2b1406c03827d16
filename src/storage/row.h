// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/timestamp.h>

#include <QVariant>

#include <optional>

class QSqlQuery;

namespace sekisho::storage {

/// The current row of a select, read by column position. Null reads as zero, empty or std::nullopt.
class Row
{
public:
    explicit Row(const QSqlQuery &query)
        : m_query(query)
    {
    }
    bool isNull(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    bool boolean(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;
    core::Timestamp time(int column) const;
    std::optional<std::int64_t> optionalInteger(int column) const;
    std::optional<QString> optionalText(int column) const;
    std::optional<core::Timestamp> optionalTime(int column) const;

private:
    const QSqlQuery &m_query;
};

// How values are bound; qualify the call for a value that is not const, since std::bind fits it better.
// A null QString is bound as an empty text; only an invalid QVariant is NULL.
QVariant bind(const std::optional<QString> &value);
QVariant bind(const std::optional<std::int64_t> &value);
QVariant bind(const std::optional<core::Timestamp> &value);
QVariant bind(core::Timestamp value);
/// Text that is kept as bytes (hashes); a bare QByteArray would be bound as a BLOB, which no TEXT equals.
QVariant bindText(QByteArrayView value);

} // namespace sekisho::storage
