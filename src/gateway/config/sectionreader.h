// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "yamlvalue.h"

#include <core/money.h>
#include <core/secretstring.h>

#include <chrono>

namespace sekisho::gateway {

/// Reads the keys of one section of a configuration. An absent key leaves its target alone. The first wrong
/// value becomes the error, by file and line; what nobody has read by finish() becomes a note.
class SectionReader
{
public:
    /// `section` may be absent; another type than a map is an error.
    SectionReader(YamlValue &yaml, const YAML::Node &section, QString name);

    void read(const char *key, QString &target);
    void read(const char *key, core::SecretString &target);
    void read(const char *key, bool &target);
    void read(const char *key, std::optional<bool> &target);
    void read(const char *key, QStringList &target);
    void read(const char *key, std::optional<core::Money> &target);
    void readObject(const char *key, core::Json &target);
    /// Seconds as a number, or a duration such as "30d".
    void readSpan(const char *key, std::chrono::seconds &target);

    /// Null if absent; counts as read.
    core::Json value(const char *key);
    void refuse(const char *key, const QString &why);
    void note(const char *key, const QString &what);
    bool good() const { return m_error.has_value(); }

    /// The error, if any; else notes the keys that were not read, with what `reasons` says of them.
    core::Result<void> finish(const QHash<QString, QString> &reasons = {});

private:
    YAML::Node node(const char *key);

    YamlValue &m_yaml;
    const YAML::Node m_section;
    const QString m_name;
    QStringList m_read;
    core::Result<void> m_error;
};

} // namespace sekisho::gateway
