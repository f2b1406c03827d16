// SPDX-License-Identifier: GPL-3.0-or-later
#include "configreader.h"

#include "modelentryreader.h"

#include <providers/demodeployments.h>

#include <QFile>
#include <QFileInfo>

namespace sekisho::gateway {

using core::ErrorKind;
using namespace Qt::Literals::StringLiterals;

GatewayConfig defaultConfig()
{
    return {providers::demoDeployments(), {}, {}, {}};
}

namespace {

class ConfigReader
{
public:
    explicit ConfigReader(YamlValue &yaml)
        : m_yaml(yaml)
    {
    }

    core::Result<GatewayConfig> read(const YAML::Node &root)
    {
        if (!root.IsMap())
            return m_yaml.fail(root, u"the file must be a map with model_list"_s);
        takeVariables(root["environment_variables"]);
        auto done = readModels(root["model_list"]);
        if (done)
            done = readGeneral(root["general_settings"]);
        if (!done)
            return core::fail(done.error());
        noteSections(root);
        if (m_config.deployments.empty())
            useDemo(root);
        m_config.notes = m_yaml.takeNotes();
        return std::move(m_config);
    }

private:
    void takeVariables(const YAML::Node &map)
    {
        if (!map || !map.IsMap())
            return;
        for (const auto &member : map) {
            if (member.second.IsScalar())
                m_yaml.setVariable(QString::fromStdString(member.first.Scalar()),
                                   QString::fromStdString(member.second.Scalar()));
        }
    }

    core::Result<void> readModels(const YAML::Node &list)
    {
        if (!list || list.IsNull())
            return {};
        if (!list.IsSequence())
            return m_yaml.fail(list, u"model_list must be a list"_s);
        for (const YAML::Node &entry : list) {
            auto deployment = ModelEntryReader(m_yaml).read(entry);
            if (!deployment)
                return core::fail(deployment.error());
            if (hasId(deployment->id))
                return m_yaml.fail(entry, u"another entry has the same model_info.id or the same values"_s);
            m_config.deployments.push_back(std::move(*deployment));
        }
        return {};
    }

    bool hasId(const QString &id) const
    {
        return std::any_of(m_config.deployments.begin(), m_config.deployments.end(),
                           [&](const auto &deployment) { return deployment.id == id; });
    }

    core::Result<void> readGeneral(const YAML::Node &settings)
    {
        if (!settings || settings.IsNull())
            return {};
        if (!settings.IsMap())
            return m_yaml.fail(settings, u"general_settings must be a map"_s);
        const auto key = m_yaml.text(settings, "master_key");
        if (!key)
            return core::fail(key.error());
        m_config.masterKey = core::SecretString(key->value_or(QString()));
        for (const auto &member : settings)
            noteUnless(member.first, u"general_settings"_s, {u"master_key"_s});
        return {};
    }

    void noteUnless(const YAML::Node &key, const QString &section, const QStringList &known)
    {
        const QString name = QString::fromStdString(key.Scalar());
        if (!known.contains(name))
            m_yaml.note(key, u"%1.%2 is not supported and has no effect"_s.arg(section, name));
    }

    void noteSections(const YAML::Node &root)
    {
        const QStringList known{u"model_list"_s, u"general_settings"_s, u"environment_variables"_s};
        for (const auto &member : root) {
            const QString section = QString::fromStdString(member.first.Scalar());
            if (known.contains(section))
                continue;
            if (!member.second.IsMap()) {
                m_yaml.note(member.first, u"%1 is not supported and has no effect"_s.arg(section));
                continue;
            }
            for (const auto &inner : member.second)
                noteUnless(inner.first, section, {});
        }
    }

    void useDemo(const YAML::Node &root)
    {
        m_yaml.note(root, u"model_list names no model: the demo models are served"_s);
        m_config.deployments = providers::demoDeployments();
    }

    YamlValue &m_yaml;
    GatewayConfig m_config;
};

} // namespace

core::Result<GatewayConfig> readConfig(const QByteArray &yaml, const QString &fileName,
                                       const QProcessEnvironment &environment)
{
    YamlValue values(fileName, environment);
    try {
        const YAML::Node root = YAML::Load(yaml.toStdString());
        return ConfigReader(values).read(root);
    } catch (const YAML::Exception &error) {
        return core::fail(
            ErrorKind::InvalidInput,
            u"%1:%2: %3"_s.arg(fileName).arg(error.mark.line + 1).arg(QString::fromStdString(error.msg)));
    }
}

core::Result<GatewayConfig> readConfigFile(const QString &path, const QProcessEnvironment &environment)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return core::fail(ErrorKind::InvalidInput, u"%1: %2"_s.arg(path, file.errorString()));
    return readConfig(file.readAll(), QFileInfo(path).fileName(), environment);
}

} // namespace sekisho::gateway
