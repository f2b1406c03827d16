// SPDX-License-Identifier: GPL-3.0-or-later
#include "sectionreader.h"

#include <core/duration.h>

#include <cmath>

namespace sekisho::gateway {

using core::Json;
using namespace Qt::Literals::StringLiterals;

SectionReader::SectionReader(YamlValue &yaml, const YAML::Node &section, QString name)
    : m_yaml(yaml)
    , m_section(section && section.IsMap() ? section : YAML::Node())
    , m_name(std::move(name))
{
    if (section && !section.IsMap() && !section.IsNull())
        m_error = yaml.fail(section, u"%1 must be a map"_s.arg(m_name));
}

YAML::Node SectionReader::node(const char *key)
{
    m_read.append(QString::fromUtf8(key));
    return m_section.IsMap() ? m_section[key] : YAML::Node();
}

Json SectionReader::value(const char *key)
{
    const YAML::Node found = node(key);
    return good() && found ? m_yaml.json(found) : Json();
}

void SectionReader::refuse(const char *key, const QString &why)
{
    if (good())
        m_error = m_yaml.fail(m_section[key], u"%1.%2 %3"_s.arg(m_name, QLatin1StringView(key), why));
}

void SectionReader::note(const char *key, const QString &what)
{
    m_yaml.note(m_section[key], u"%1.%2 %3"_s.arg(m_name, QLatin1StringView(key), what));
}

void SectionReader::read(const char *key, QString &target)
{
    const Json given = value(key);
    if (given.is_string())
        target = given.get<QString>();
    else if (given.is_number())
        target = QString::fromStdString(given.dump());
    else if (!given.is_null())
        refuse(key, u"must be a single value"_s);
}

void SectionReader::read(const char *key, core::SecretString &target)
{
    QString text;
    read(key, text);
    if (!text.isEmpty())
        target = core::SecretString(text);
}

void SectionReader::read(const char *key, std::optional<bool> &target)
{
    const Json given = value(key);
    const QString text = given.is_string() ? given.get<QString>().toLower() : QString();
    if (given.is_boolean())
        target = given.get<bool>();
    else if (text == u"true"_s || text == u"false"_s)
        target = text == u"true"_s;
    else if (!given.is_null())
        refuse(key, u"must be true or false"_s);
}

void SectionReader::read(const char *key, bool &target)
{
    std::optional<bool> given;
    read(key, given);
    target = given.value_or(target);
}

void SectionReader::read(const char *key, QStringList &target)
{
    const Json given = value(key);
    const bool isList = given.is_array() && std::all_of(given.begin(), given.end(),
                                                        [](const Json &item) { return item.is_string(); });
    if (isList)
        target = core::stringsOr({{"list", given}}, "list");
    else if (!given.is_null())
        refuse(key, u"must be a list of strings"_s);
}

static std::optional<double> numberIn(const Json &value)
{
    bool isNumber = value.is_number();
    const double number = value.is_string() ? value.get<QString>().toDouble(&isNumber)
                          : isNumber        ? value.get<double>()
                                            : 0.0;
    return isNumber && std::isfinite(number) && number >= 0 ? std::optional(number) : std::nullopt;
}

void SectionReader::read(const char *key, std::optional<core::Money> &target)
{
    const Json given = value(key);
    if (given.is_null())
        return;
    if (const auto usd = numberIn(given))
        target = core::Money::fromUsd(*usd);
    else
        refuse(key, u"must be a number, zero or more"_s);
}

void SectionReader::readObject(const char *key, Json &target)
{
    Json given = value(key);
    if (given.is_object())
        target = std::move(given);
    else if (!given.is_null())
        refuse(key, u"must be a map"_s);
}

void SectionReader::readSpan(const char *key, std::chrono::seconds &target)
{
    const Json given = value(key);
    if (given.is_null())
        return;
    const auto number = numberIn(given);
    constexpr double Longest = 100.0 * 366 * 24 * 3600;
    if (number && *number <= Longest) {
        target = std::chrono::seconds(static_cast<std::int64_t>(*number));
        return;
    }
    const auto duration = core::parseDuration(given.is_string() ? given.get<QString>() : QString());
    if (!duration)
        return refuse(key, u"must be a number of seconds or a duration such as 30d"_s);
    const core::Timestamp start{};
    target = std::chrono::duration_cast<std::chrono::seconds>(core::addDuration(start, *duration) - start);
}

core::Result<void> SectionReader::finish(const QHash<QString, QString> &reasons)
{
    if (!good() || !m_section.IsMap())
        return m_error;
    for (const auto &member : m_section) {
        const QString key = QString::fromStdString(member.first.Scalar());
        if (m_read.contains(key))
            continue;
        const QString reason = reasons.value(key);
        m_yaml.note(member.first, u"%1.%2 is not supported and has no effect%3"_s.arg(
                                      m_name, key, reason.isEmpty() ? QString() : u": "_s + reason));
    }
    return m_error;
}

} // namespace sekisho::gateway
