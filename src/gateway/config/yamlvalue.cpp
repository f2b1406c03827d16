// SPDX-License-Identifier: GPL-3.0-or-later
#include "yamlvalue.h"

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

YamlValue::YamlValue(QString fileName, QProcessEnvironment environment)
    : m_fileName(std::move(fileName))
    , m_environment(std::move(environment))
{
}

QString YamlValue::place(const YAML::Node &node) const
{
    return u"%1:%2"_s.arg(m_fileName).arg(node.Mark().line + 1);
}

core::Failure YamlValue::fail(const YAML::Node &node, const QString &what) const
{
    return core::fail(ErrorKind::InvalidInput, place(node) + u": "_s + what);
}

void YamlValue::note(const YAML::Node &node, const QString &what)
{
    m_notes.append(place(node) + u": "_s + what);
}

std::optional<QString> YamlValue::resolved(const YAML::Node &node, const QString &value)
{
    const auto prefix = u"os.environ/"_s;
    if (!value.startsWith(prefix))
        return value;
    const QString name = value.sliced(prefix.size());
    if (m_environment.contains(name))
        return m_environment.value(name);
    note(node, u"the environment variable %1 is not set"_s.arg(name));
    return std::nullopt;
}

core::Result<std::optional<QString>> YamlValue::text(const YAML::Node &parent, const char *key)
{
    const YAML::Node node = parent[key];
    if (!node || node.IsNull())
        return std::optional<QString>();
    if (!node.IsScalar())
        return fail(node, u"%1 must be a single value"_s.arg(QLatin1StringView(key)));
    return resolved(node, QString::fromStdString(node.Scalar()));
}

core::Result<std::optional<double>> YamlValue::number(const YAML::Node &parent, const char *key)
{
    const auto given = text(parent, key);
    if (!given)
        return core::fail(given.error());
    if (!*given)
        return std::optional<double>();
    bool isNumber = false;
    const double value = (*given)->toDouble(&isNumber);
    if (!isNumber || value < 0)
        return fail(parent[key], u"%1 must be a number, zero or more"_s.arg(QLatin1StringView(key)));
    return std::optional<double>(value);
}

} // namespace sekisho::gateway
