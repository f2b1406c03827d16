// SPDX-License-Identifier: GPL-3.0-or-later
#include "yamlvalue.h"

#include <cmath>

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

static core::Json plainValue(const QString &text)
{
    static const QStringList nulls{QString(), u"~"_s, u"null"_s, u"Null"_s, u"NULL"_s};
    const QString lower = text.toLower();
    if (nulls.contains(text))
        return nullptr;
    if (lower == u"true"_s || lower == u"false"_s)
        return lower == u"true"_s;
    bool isWhole = false;
    if (const qlonglong whole = text.toLongLong(&isWhole); isWhole)
        return std::int64_t(whole);
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber && std::isfinite(number) ? core::Json(number) : core::Json(text);
}

core::Json YamlValue::scalar(const YAML::Node &node)
{
    const QString text = QString::fromStdString(node.Scalar());
    const bool isQuoted = node.Tag() == "!";
    const auto value = resolved(node, text);
    if (!value)
        return nullptr;
    return isQuoted || *value != text ? core::Json(*value) : plainValue(text);
}

core::Json YamlValue::json(const YAML::Node &node)
{
    if (!node || node.IsNull())
        return nullptr;
    if (node.IsScalar())
        return scalar(node);
    if (node.IsSequence()) {
        core::Json list = core::Json::array();
        for (const YAML::Node &item : node)
            list.push_back(json(item));
        return list;
    }
    core::Json map = core::Json::object();
    for (const auto &member : node) {
        core::Json value = json(member.second);
        if (!value.is_null())
            map[member.first.Scalar()] = std::move(value);
    }
    return map;
}

} // namespace sekisho::gateway
