// SPDX-License-Identifier: GPL-3.0-or-later
#include "queryparameters.h"

#include <limits>

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;
using core::Result;

namespace {

core::Failure invalid(const QString &name, const QString &reason)
{
    return core::fail(core::ErrorKind::InvalidInput, reason, {}, name);
}

} // namespace

QString decodedComponent(QByteArrayView text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text.toByteArray().replace('+', ' ')));
}

QueryParameters::QueryParameters(QByteArrayView query)
{
    const auto pairs = query.toByteArray().split('&');
    for (const QByteArray &pair : pairs) {
        const auto equals = pair.indexOf('=');
        const auto name =
            decodedComponent(equals < 0 ? QByteArrayView(pair) : QByteArrayView(pair).first(equals));
        const auto value = equals < 0 ? QString() : decodedComponent(QByteArrayView(pair).sliced(equals + 1));
        if (!value.isEmpty())
            m_items.append({name, value});
    }
}

std::optional<QString> QueryParameters::text(const QString &name) const
{
    const auto values = list(name);
    return values.isEmpty() ? std::nullopt : std::optional(values.first());
}

QStringList QueryParameters::list(const QString &name) const
{
    QStringList values;
    for (const auto &[key, value] : m_items) {
        // Some clients write a list as "tags[]".
        if (key == name || key == name + u"[]"_s)
            values.append(value);
    }
    return values;
}

Result<std::optional<storage::SpanTime>> QueryParameters::time(const QString &name) const
{
    const auto given = text(name);
    if (!given)
        return std::optional<storage::SpanTime>();
    // The plus of an offset that the client did not encode has become a blank.
    const auto time = core::parseIso8601(QString(*given).replace(u' ', u'+'));
    if (!time)
        return invalid(name, u"Invalid ISO datetime"_s);
    return std::optional<storage::SpanTime>(*time);
}

Result<storage::PageRequest> QueryParameters::page() const
{
    constexpr int LargestPage = std::numeric_limits<int>::max();
    constexpr int LargestLimit = 100;
    const auto page = number(u"page"_s, 1, LargestPage);
    const auto limit = number(u"limit"_s, 50, LargestLimit);
    if (!page || !limit)
        return core::fail(page ? limit.error() : page.error());
    return storage::PageRequest{*page, *limit};
}

Result<int> QueryParameters::number(const QString &name, int fallback, int largest) const
{
    const auto given = text(name);
    if (!given)
        return fallback;
    bool ok = false;
    const int value = given->toInt(&ok);
    if (!ok || value < 1 || value > largest)
        return invalid(name, u"Must be a whole number from 1 to %1"_s.arg(largest));
    return value;
}

} // namespace sekisho::traces
