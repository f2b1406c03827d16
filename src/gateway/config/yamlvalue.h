// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

#include <QProcessEnvironment>
#include <QStringList>

#include <optional>
#include <yaml-cpp/yaml.h>

namespace sekisho::gateway {

/// Reads values out of a YAML document so that every failure names file and line, and collects notes.
class YamlValue
{
public:
    YamlValue(QString fileName, QProcessEnvironment environment);

    /// "config.yaml:12"
    QString place(const YAML::Node &node) const;
    core::Failure fail(const YAML::Node &node, const QString &what) const;
    void note(const YAML::Node &node, const QString &what);

    /// Absent and null are std::nullopt, and so is an `os.environ/NAME` whose variable is missing (noted).
    core::Result<std::optional<QString>> text(const YAML::Node &parent, const char *key);

    /// The node as JSON: quoted values are text, others what they look like. An `os.environ/NAME` whose
    /// variable is missing is left out (noted).
    core::Json json(const YAML::Node &node);

    void setVariable(const QString &name, const QString &value) { m_environment.insert(name, value); }
    const QProcessEnvironment &environment() const { return m_environment; }
    QStringList takeNotes() { return std::exchange(m_notes, {}); }

private:
    core::Json scalar(const YAML::Node &node);
    std::optional<QString> resolved(const YAML::Node &node, const QString &value);

    QString m_fileName;
    QProcessEnvironment m_environment;
    QStringList m_notes;
};

} // namespace sekisho::gateway
