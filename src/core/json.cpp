// SPDX-License-Identifier: GPL-3.0-or-later
#include "json.h"

namespace sekisho::core {

namespace {

constexpr int DeepestNesting = 256;

const Json *find(const Json &object, const char *field)
{
    if (!object.is_object())
        return nullptr;
    const auto it = object.find(field);
    return it == object.end() || it->is_null() ? nullptr : &*it;
}

Failure wrongType(const char *field, const char *expected)
{
    const QString name = QString::fromUtf8(field);
    return fail(ErrorKind::InvalidInput,
                QStringLiteral("Field '%1' must be %2").arg(name, QString::fromUtf8(expected)), {}, name);
}

bool isStringList(const Json &value)
{
    return value.is_array() &&
           std::all_of(value.begin(), value.end(), [](const Json &v) { return v.is_string(); });
}

QStringList toStringList(const Json &array)
{
    QStringList list;
    for (const auto &item : array)
        list.append(item.get<QString>());
    return list;
}

} // namespace

Result<Json> parseJson(QByteArrayView text)
{
    bool tooDeep = false;
    const auto guard = [&tooDeep](int depth, Json::parse_event_t, Json &) {
        tooDeep = tooDeep || depth > DeepestNesting;
        return !tooDeep;
    };
    try {
        Json value = Json::parse(text.begin(), text.end(), guard);
        if (tooDeep)
            return fail(ErrorKind::InvalidInput, QStringLiteral("JSON is nested too deeply"));
        return value;
    } catch (const Json::parse_error &error) {
        return fail(ErrorKind::InvalidInput, QStringLiteral("Invalid JSON at byte %1").arg(error.byte));
    } catch (const Json::exception &) {
        return fail(ErrorKind::InvalidInput, QStringLiteral("Invalid JSON"));
    }
}

QByteArray toJsonBytes(const Json &value)
{
    // Written by JsonWriter.
    if (value.is_binary()) {
        const auto &text = value.get_binary();
        return {reinterpret_cast<const char *>(text.data()), qsizetype(text.size())};
    }
    return QByteArray::fromStdString(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

QString stringOr(const Json &object, const char *field, const QString &fallback)
{
    const Json *value = find(object, field);
    return value && value->is_string() ? value->get<QString>() : fallback;
}

double numberOr(const Json &object, const char *field, double fallback)
{
    const Json *value = find(object, field);
    return value && value->is_number() ? value->get<double>() : fallback;
}

std::int64_t integerOr(const Json &object, const char *field, std::int64_t fallback)
{
    const Json *value = find(object, field);
    return value && value->is_number() ? value->get<std::int64_t>() : fallback;
}

bool boolOr(const Json &object, const char *field, bool fallback)
{
    const Json *value = find(object, field);
    return value && value->is_boolean() ? value->get<bool>() : fallback;
}

QStringList stringsOr(const Json &object, const char *field, const QStringList &fallback)
{
    const Json *value = find(object, field);
    return value && isStringList(*value) ? toStringList(*value) : fallback;
}

std::optional<QString> optionalString(const Json &object, const char *field)
{
    const Json *value = find(object, field);
    return value && value->is_string() ? std::optional(value->get<QString>()) : std::nullopt;
}

std::optional<double> optionalNumber(const Json &object, const char *field)
{
    const Json *value = find(object, field);
    return value && value->is_number() ? std::optional(value->get<double>()) : std::nullopt;
}

const Json &memberOr(const Json &object, const char *field)
{
    static const Json null;
    const Json *value = find(object, field);
    return value ? *value : null;
}

Result<std::optional<QString>> readString(const Json &object, const char *field)
{
    const Json *value = find(object, field);
    if (!value)
        return std::optional<QString>();
    if (!value->is_string())
        return wrongType(field, "a string");
    return std::optional(value->get<QString>());
}

Result<std::optional<double>> readNumber(const Json &object, const char *field)
{
    const Json *value = find(object, field);
    if (!value)
        return std::optional<double>();
    if (!value->is_number())
        return wrongType(field, "a number");
    return std::optional(value->get<double>());
}

Result<std::optional<std::int64_t>> readInteger(const Json &object, const char *field)
{
    const Json *value = find(object, field);
    if (!value)
        return std::optional<std::int64_t>();
    if (!value->is_number_integer())
        return wrongType(field, "an integer");
    return std::optional(value->get<std::int64_t>());
}

Result<std::optional<bool>> readBool(const Json &object, const char *field)
{
    const Json *value = find(object, field);
    if (!value)
        return std::optional<bool>();
    if (!value->is_boolean())
        return wrongType(field, "true or false");
    return std::optional(value->get<bool>());
}

Result<std::optional<QStringList>> readStrings(const Json &object, const char *field)
{
    const Json *value = find(object, field);
    if (!value)
        return std::optional<QStringList>();
    if (!isStringList(*value))
        return wrongType(field, "a list of strings");
    return std::optional(toStringList(*value));
}

Result<std::optional<Json>> readObject(const Json &object, const char *field)
{
    const Json *value = find(object, field);
    if (!value)
        return std::optional<Json>();
    if (!value->is_object())
        return wrongType(field, "an object");
    return std::optional<Json>(*value);
}

Json toJson(const QStringList &list)
{
    Json array = Json::array();
    for (const QString &item : list)
        array.push_back(item);
    return array;
}

} // namespace sekisho::core
