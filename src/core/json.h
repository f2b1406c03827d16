// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "result.h"

#include <QByteArray>
#include <QStringList>

#include <nlohmann/json.hpp>
#include <optional>

/// Lets QString stand in JSON like any other value: `json{{"name", name}}`, `value.get<QString>()`.
template <>
struct nlohmann::adl_serializer<QString> {
    static void to_json(json &target, const QString &text) { target = text.toStdString(); }
    static void from_json(const json &source, QString &text)
    {
        text = QString::fromStdString(source.get_ref<const std::string &>());
    }
};

namespace sekisho::core {

using Json = nlohmann::json;

/// Fails with InvalidInput and the byte offset; never throws. Nesting deeper than 256 levels is refused.
Result<Json> parseJson(QByteArrayView text);

/// Compact UTF-8; lone surrogates and bad bytes become U+FFFD, so it cannot throw.
QByteArray toJsonBytes(const Json &value);

// Tolerant readers for answers of servers we do not control: absent, null or of another type gives the
// fallback.
QString stringOr(const Json &object, const char *field, const QString &fallback = {});
double numberOr(const Json &object, const char *field, double fallback = 0);
std::int64_t integerOr(const Json &object, const char *field, std::int64_t fallback = 0);
bool boolOr(const Json &object, const char *field, bool fallback = false);
QStringList stringsOr(const Json &object, const char *field, const QStringList &fallback = {});
std::optional<QString> optionalString(const Json &object, const char *field);
std::optional<double> optionalNumber(const Json &object, const char *field);
/// The member, or a shared null value.
const Json &memberOr(const Json &object, const char *field);

// Strict readers for what clients send us. Absent or null is `std::nullopt`; another type is InvalidInput
// naming the field.
Result<std::optional<QString>> readString(const Json &object, const char *field);
Result<std::optional<double>> readNumber(const Json &object, const char *field);
Result<std::optional<std::int64_t>> readInteger(const Json &object, const char *field);
Result<std::optional<bool>> readBool(const Json &object, const char *field);
Result<std::optional<QStringList>> readStrings(const Json &object, const char *field);
/// An object, as it is.
Result<std::optional<Json>> readObject(const Json &object, const char *field);

Json toJson(const QStringList &list);
template <typename T>
Json toJson(const std::optional<T> &value)
{
    return value ? Json(*value) : Json(nullptr);
}

} // namespace sekisho::core
