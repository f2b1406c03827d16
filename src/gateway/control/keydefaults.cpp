// SPDX-License-Identifier: GPL-3.0-or-later
#include "keydefaults.h"

#include <core/duration.h>

#include <QRegularExpression>

namespace sekisho::gateway {

using core::ErrorKind;
using core::Json;
using namespace Qt::Literals::StringLiterals;

Json withKeyDefaults(const Json &body, const GatewaySettings &settings)
{
    Json complete = body;
    for (const auto &[name, value] : settings.defaultKeyParams.items()) {
        if (core::memberOr(complete, name.c_str()).is_null())
            complete[name] = value;
    }
    return complete;
}

/// Seconds from one moment on, so that months compare with days.
static std::optional<double> secondsOf(const Json &value)
{
    const auto parsed = core::parseDuration(QString::fromStdString(value.get<std::string>()));
    if (!parsed)
        return std::nullopt;
    const core::Timestamp start = core::fromMicros(0);
    return double(core::toMicros(core::addDuration(start, *parsed))) / 1e6;
}

static bool isAbove(const Json &value, const Json &bound)
{
    if (value.is_number() && bound.is_number())
        return value.get<double>() > bound.get<double>();
    if (!value.is_string() || !bound.is_string())
        return false;
    const auto given = secondsOf(value);
    const auto most = secondsOf(bound);
    return given && most && *given > *most;
}

void checkUpperBounds(FieldReader &reader, const Json &body, const GatewaySettings &settings)
{
    for (const auto &[name, bound] : settings.upperboundKeyParams.items()) {
        const Json &value = core::memberOr(body, name.c_str());
        if (!isAbove(value, bound))
            continue;
        const QString field = QString::fromStdString(name);
        reader.fail({ErrorKind::InvalidInput,
                     u"%1 is over max limit set in config - user_value=%2; max_value=%3"_s.arg(
                         field, QString::fromUtf8(core::toJsonBytes(value)),
                         QString::fromUtf8(core::toJsonBytes(bound))),
                     u"bad_request_error"_s, field, nullptr});
    }
}

core::Result<void> checkAliasFormat(const std::optional<QString> &alias, const GatewaySettings &settings)
{
    static const QRegularExpression format(u"^[A-Za-z0-9][A-Za-z0-9_\\-/.@]{0,253}[A-Za-z0-9]\\z"_s);
    if (!alias || !settings.validateKeyAliasFormat || format.match(*alias).hasMatch())
        return {};
    return core::fail(
        ErrorKind::InvalidInput,
        u"key_alias must be 2 to 255 characters: letters, digits and -_/.@, with a letter or digit "
        u"at both ends"_s,
        u"bad_request_error"_s, u"key_alias"_s);
}

} // namespace sekisho::gateway
