// SPDX-License-Identifier: GPL-3.0-or-later
#include "queryreader.h"

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;

std::optional<QString> QueryReader::text(const QString &name)
{
    constexpr int Longest = 1024;
    QByteArray encoded = m_query.queryItemValue(name, QUrl::FullyEncoded).toUtf8();
    const QString value = QString::fromUtf8(QByteArray::fromPercentEncoding(encoded.replace('+', ' ')));
    if (value.size() > Longest)
        refuse(name, u"is longer than %1 characters"_s.arg(Longest));
    if (value.contains(QChar(0)))
        refuse(name, u"must not hold a NUL character"_s);
    return value.isEmpty() ? std::nullopt : std::optional(value);
}

std::int64_t QueryReader::integer(const QString &name, std::int64_t fallback, std::int64_t least,
                                  std::int64_t most)
{
    const auto given = text(name);
    bool isNumber = true;
    const std::int64_t value = given ? given->toLongLong(&isNumber) : fallback;
    if (isNumber && value >= least && value <= most)
        return value;
    refuse(name, u"must be an integer from %1 to %2"_s.arg(least).arg(most));
    return fallback;
}

bool QueryReader::flag(const QString &name, bool fallback)
{
    const QString value = text(name).value_or(QString()).toLower();
    if (value == u"true" || value == u"1")
        return true;
    if (value == u"false" || value == u"0")
        return false;
    if (!value.isEmpty())
        refuse(name, u"must be true or false"_s);
    return fallback;
}

void QueryReader::refuse(const QString &name, const QString &why)
{
    if (m_error)
        m_error = core::fail(core::ErrorKind::InvalidInput, u"Parameter '%1' %2"_s.arg(name, why),
                             u"invalid_request_error"_s, name);
}

} // namespace sekisho::gateway
