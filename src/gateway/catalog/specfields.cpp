// SPDX-License-Identifier: GPL-3.0-or-later
#include "specfields.h"

#include <cmath>

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

static constexpr const char *Params = "litellm_params";
static constexpr const char *Info = "model_info";

SpecFields::SpecFields(const Json &params, const Json &info)
    : m_params(params)
    , m_info(info)
{
}

void SpecFields::refuse(const char *section, const char *name, const QString &why)
{
    if (m_error)
        m_error = core::fail(core::ErrorKind::InvalidInput, QString::fromUtf8(name) + u' ' + why, {},
                             u"%1.%2"_s.arg(QLatin1StringView(section), QLatin1StringView(name)));
}

std::optional<QString> SpecFields::text(const Json &object, const char *section, const char *name)
{
    constexpr qsizetype Longest = 16 * 1024; // a service account's key is about 2500
    const Json &value = core::memberOr(object, name);
    if (value.is_null())
        return std::nullopt;
    // A version or a key of digits only is a number to YAML.
    const QString text = value.is_string()   ? value.get<QString>()
                         : value.is_number() ? QString::fromStdString(value.dump())
                                             : QString();
    if (!value.is_string() && !value.is_number())
        refuse(section, name, u"must be a string"_s);
    else if (text.size() > Longest || text.contains(QChar(0)))
        refuse(section, name, u"is too long or not text"_s);
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

QStringList SpecFields::strings(const Json &object, const char *section, const char *name)
{
    const Json &value = core::memberOr(object, name);
    const bool isList = value.is_array() && std::all_of(value.begin(), value.end(),
                                                        [](const Json &item) { return item.is_string(); });
    if (!value.is_null() && !isList)
        refuse(section, name, u"must be a list of strings"_s);
    return isList ? core::stringsOr(object, name) : QStringList();
}

std::optional<double> SpecFields::number(const Json &object, const char *section, const char *name)
{
    const Json &value = core::memberOr(object, name);
    if (value.is_null())
        return std::nullopt;
    bool isNumber = value.is_number();
    const double number = value.is_string() ? value.get<QString>().toDouble(&isNumber)
                          : isNumber        ? value.get<double>()
                                            : 0.0;
    if (isNumber && std::isfinite(number) && number >= 0)
        return number;
    refuse(section, name, u"must be a number, zero or more"_s);
    return std::nullopt;
}

std::optional<QString> SpecFields::paramText(const char *name)
{
    return text(m_params, Params, name);
}

std::optional<QString> SpecFields::infoText(const char *name)
{
    return text(m_info, Info, name);
}

QStringList SpecFields::paramStrings(const char *name)
{
    return strings(m_params, Params, name);
}

QStringList SpecFields::infoStrings(const char *name)
{
    return strings(m_info, Info, name);
}

std::optional<double> SpecFields::number(const char *name)
{
    const auto own = number(m_params, Params, name);
    return own ? own : number(m_info, Info, name);
}

} // namespace sekisho::gateway
