// SPDX-License-Identifier: GPL-3.0-or-later
#include "fieldreader.h"

#include <core/duration.h>

#include <cmath>
#include <limits>

namespace sekisho::gateway {

using namespace Qt::Literals::StringLiterals;
using core::ErrorKind;
using core::Json;

namespace {

constexpr std::size_t LongestText = 1024;      // bytes
constexpr std::size_t LongestList = 1000;      // entries
constexpr qsizetype LargestObject = 64 * 1024; // bytes as JSON
constexpr double LargestUsd = 9e8;             // what Money can hold

bool fits(FieldKind kind, const Json &value)
{
    switch (kind) {
    case FieldKind::Text:
        return value.is_string();
    case FieldKind::Integer:
        return value.is_number_integer();
    case FieldKind::Number:
        return value.is_number();
    case FieldKind::Flag:
        return value.is_boolean();
    case FieldKind::List:
        return value.is_array();
    case FieldKind::Strings:
        return value.is_array() &&
               std::all_of(value.begin(), value.end(), [](const Json &v) { return v.is_string(); });
    case FieldKind::Object:
        return value.is_object();
    }
    return false;
}

QString nameOf(FieldKind kind)
{
    switch (kind) {
    case FieldKind::Text:
        return u"a string"_s;
    case FieldKind::Integer:
        return u"an integer"_s;
    case FieldKind::Number:
        return u"a number"_s;
    case FieldKind::Flag:
        return u"true or false"_s;
    case FieldKind::List:
        return u"a list"_s;
    case FieldKind::Strings:
        return u"a list of strings"_s;
    case FieldKind::Object:
        break;
    }
    return u"an object"_s;
}

// A whole number may be written 5.0, as LiteLLM's own reader allows.
std::optional<std::int64_t> wholeNumber(const Json &value)
{
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() > std::uint64_t(std::numeric_limits<std::int64_t>::max()))
        return std::nullopt;
    if (value.is_number_integer())
        return value.get<std::int64_t>();
    constexpr double Exact = 9e15;
    const double number = value.is_number_float() ? value.get<double>() : -1;
    return number >= 0 && number <= Exact && std::floor(number) == number
               ? std::optional(std::int64_t(number))
               : std::nullopt;
}

} // namespace

FieldReader::FieldReader(const Json &body)
    : m_body(body)
{
}

bool FieldReader::has(const char *field) const
{
    return m_body.is_object() && m_body.contains(field);
}

// Null once something was refused, so that only the first mistake is told.
const Json *FieldReader::given(const char *field) const
{
    return good() && has(field) ? &m_body.at(field) : nullptr;
}

void FieldReader::refuse(const char *field, const QString &why)
{
    const QString name = QString::fromUtf8(field);
    fail({ErrorKind::InvalidInput, u"Field '%1' %2"_s.arg(name, why), u"invalid_request_error"_s, name,
          nullptr});
}

void FieldReader::fail(core::Error error)
{
    if (good())
        m_error = core::fail(std::move(error));
}

bool FieldReader::isText(const char *field, const Json &value)
{
    if (!value.is_string())
        refuse(field, u"must be a string"_s);
    else if (value.get_ref<const std::string &>().size() > LongestText)
        refuse(field, u"is longer than %1 bytes"_s.arg(LongestText));
    else if (value.get_ref<const std::string &>().find('\0') != std::string::npos)
        refuse(field, u"must not hold a NUL character"_s);
    return good();
}

bool FieldReader::areTexts(const char *field, const Json &value)
{
    if (!fits(FieldKind::Strings, value))
        refuse(field, u"must be a list of strings"_s);
    else if (value.size() > LongestList)
        refuse(field, u"has more than %1 entries"_s.arg(LongestList));
    for (std::size_t i = 0; good() && i < value.size(); ++i)
        isText(field, value[i]);
    return good();
}

bool FieldReader::isSmall(const char *field, const Json &value)
{
    if (core::toJsonBytes(value).size() > LargestObject)
        refuse(field, u"is larger than %1 bytes"_s.arg(LargestObject));
    return good();
}

void FieldReader::read(const char *field, std::optional<QString> &target)
{
    const Json *value = given(field);
    if (value && value->is_null())
        target.reset();
    else if (value && isText(field, *value))
        target = value->get<QString>();
}

void FieldReader::read(const char *field, QStringList &target)
{
    const Json *value = given(field);
    if (!value || (!value->is_null() && !areTexts(field, *value)))
        return;
    target.clear();
    for (const Json &item : *value)
        target.append(item.get<QString>());
}

void FieldReader::read(const char *field, bool &target)
{
    const Json *value = given(field);
    if (value && !value->is_null() && !value->is_boolean())
        refuse(field, u"must be true or false"_s);
    else if (value)
        target = value->is_boolean() && value->get<bool>();
}

void FieldReader::read(const char *field, std::optional<std::int64_t> &target)
{
    const Json *value = given(field);
    if (!value)
        return;
    const auto number = wholeNumber(*value);
    if (!value->is_null() && (!number || *number < 0))
        refuse(field, u"must be an integer that is not negative"_s);
    else
        target = value->is_null() ? std::nullopt : number;
}

void FieldReader::read(const char *field, std::optional<core::Money> &target)
{
    const Json *value = given(field);
    if (!value)
        return;
    if (value->is_null())
        return target.reset();
    if (!value->is_number())
        return refuse(field, u"must be a number"_s);
    const double usd = value->get<double>();
    if (!(usd >= 0 && usd <= LargestUsd))
        return refuse(field, u"must be an amount from 0 to %1, not %2"_s.arg(LargestUsd, 0, 'f', 0).arg(usd));
    target = core::Money::fromUsd(usd);
}

void FieldReader::readObject(const char *field, Json &target)
{
    Json value = target;
    readValue(field, FieldKind::Object, value);
    if (good())
        target = value.is_null() ? Json::object() : value;
}

void FieldReader::readDuration(const char *field, std::optional<QString> &target)
{
    std::optional<QString> text = target;
    read(field, text);
    if (!given(field))
        return;
    if (const auto duration = text ? core::parseDuration(*text) : core::Duration(); !duration)
        return refuse(field, u"is not a duration: %1"_s.arg(duration.error().detail));
    target = text;
}

void FieldReader::readValue(const char *field, FieldKind kind, Json &target)
{
    const Json *value = given(field);
    if (!value)
        return;
    if (!value->is_null() && !fits(kind, *value))
        return refuse(field, u"must be %1"_s.arg(nameOf(kind)));
    if (value->is_string() ? isText(field, *value) : isSmall(field, *value))
        target = *value;
}

QString FieldReader::requiredText(const char *field)
{
    std::optional<QString> text;
    read(field, text);
    if (!text || text->isEmpty())
        refuse(field, u"is required"_s);
    return text.value_or(QString());
}

QStringList FieldReader::requiredStrings(const char *field)
{
    QStringList list;
    read(field, list);
    if (list.isEmpty())
        refuse(field, u"is required"_s);
    return list;
}

} // namespace sekisho::gateway
