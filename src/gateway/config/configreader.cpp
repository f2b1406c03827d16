// SPDX-License-Identifier: GPL-3.0-or-later
#include "configreader.h"

#include "modelentryreader.h"
#include "sectionreader.h"
#include "settingsreaders.h"

#include <providers/demodeployments.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace sekisho::gateway {

using core::ErrorKind;
using core::Result;
using namespace Qt::Literals::StringLiterals;

GatewayConfig defaultConfig()
{
    GatewayConfig config;
    config.deployments = providers::demoDeployments();
    return config;
}

namespace {

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return core::fail(ErrorKind::InvalidInput, u"%1: %2"_s.arg(path, file.errorString()));
    return file.readAll();
}

class ConfigReader
{
public:
    ConfigReader(const QProcessEnvironment &environment, QString folder)
        : m_environment(environment)
        , m_folder(std::move(folder))
    {
    }

    Result<void> readFile(const QByteArray &content, const QString &fileName)
    {
        YamlValue yaml(fileName, m_environment);
        Result<void> done;
        try {
            done = readRoot(yaml, YAML::Load(content.toStdString()));
        } catch (const YAML::Exception &error) {
            done = core::fail(
                ErrorKind::InvalidInput,
                u"%1:%2: %3"_s.arg(fileName).arg(error.mark.line + 1).arg(QString::fromStdString(error.msg)));
        }
        m_config.notes += yaml.takeNotes();
        return done;
    }

    GatewayConfig take()
    {
        if (m_config.models.empty() && !m_namesModels) {
            m_config.notes.append(u"model_list names no model: the demo models are served"_s);
            m_config.deployments = providers::demoDeployments();
        }
        return std::move(m_config);
    }

private:
    Result<void> readRoot(YamlValue &yaml, const YAML::Node &root)
    {
        if (!root.IsMap())
            return yaml.fail(root, u"the file must be a map with model_list"_s);
        takeVariables(yaml, root["environment_variables"]);
        auto done = readCredentials(yaml, root["credential_list"]);
        if (done)
            done = readModels(yaml, root["model_list"]);
        if (done)
            done = readGeneralSettings(yaml, root["general_settings"], m_config);
        if (done)
            done = readLitellmSettings(yaml, root["litellm_settings"], m_config);
        if (done)
            done = readRouterSettings(yaml, root["router_settings"], m_config);
        noteSections(yaml, root);
        return done ? readIncluded(yaml, root["include"]) : done;
    }

    void takeVariables(YamlValue &yaml, const YAML::Node &map)
    {
        if (!map || !map.IsMap())
            return;
        for (const auto &member : map) {
            const core::Json value = yaml.json(member.second);
            const QString name = QString::fromStdString(member.first.Scalar());
            if (value.is_null() || value.is_structured())
                continue;
            const QString text =
                value.is_string() ? value.get<QString>() : QString::fromStdString(value.dump());
            m_config.variables.insert(name, text);
            m_environment.insert(name, text);
            yaml.setVariable(name, text);
        }
    }

    Result<void> readModels(YamlValue &yaml, const YAML::Node &list)
    {
        m_namesModels = m_namesModels || (list && list.IsSequence() && list.size() > 0);
        return ModelEntryReader(yaml, m_config).readList(list);
    }

    Result<void> readCredentials(YamlValue &yaml, const YAML::Node &list)
    {
        if (!list || list.IsNull())
            return {};
        if (!list.IsSequence())
            return yaml.fail(list, u"credential_list must be a list"_s);
        for (const YAML::Node &entry : list) {
            SectionReader reader(yaml, entry, u"credential_list"_s);
            ConfiguredCredential credential;
            reader.read("credential_name", credential.name);
            reader.readObject("credential_values", credential.values);
            reader.readObject("credential_info", credential.info);
            if (auto done = reader.finish(); !done)
                return done;
            if (credential.name.isEmpty())
                return yaml.fail(entry, u"credential_name is missing"_s);
            m_config.credentials.push_back(std::move(credential));
        }
        return {};
    }

    Result<void> readIncluded(YamlValue &yaml, const YAML::Node &list)
    {
        if (!list || list.IsNull())
            return {};
        if (!list.IsSequence())
            return yaml.fail(list, u"include must be a list of files"_s);
        for (const YAML::Node &entry : list) {
            const QString name = QString::fromStdString(entry.Scalar());
            const QString path = QDir(m_folder).absoluteFilePath(name);
            if (m_included.contains(path))
                return yaml.fail(entry, u"%1 is included twice"_s.arg(name));
            m_included.append(path);
            const auto content = contentOf(path);
            if (!content)
                return yaml.fail(entry, content.error().detail);
            if (auto done = readFile(*content, name); !done)
                return done;
        }
        return {};
    }

    void noteSections(YamlValue &yaml, const YAML::Node &root)
    {
        const QStringList known{u"model_list"_s,      u"general_settings"_s,      u"litellm_settings"_s,
                                u"router_settings"_s, u"environment_variables"_s, u"credential_list"_s,
                                u"include"_s};
        for (const auto &member : root) {
            const QString section = QString::fromStdString(member.first.Scalar());
            if (!known.contains(section))
                yaml.note(member.first, u"%1 is not supported and has no effect"_s.arg(section));
        }
    }

    QProcessEnvironment m_environment;
    const QString m_folder;
    GatewayConfig m_config;
    QStringList m_included;
    bool m_namesModels = false;
};

} // namespace

Result<GatewayConfig> readConfig(const QByteArray &yaml, const QString &fileName,
                                 const QProcessEnvironment &environment, const QString &folder)
{
    ConfigReader reader(environment, folder);
    if (const auto done = reader.readFile(yaml, fileName); !done)
        return core::fail(done.error());
    return reader.take();
}

Result<GatewayConfig> readConfigFile(const QString &path, const QProcessEnvironment &environment)
{
    const auto content = contentOf(path);
    if (!content)
        return core::fail(content.error());
    const QFileInfo file(path);
    return readConfig(*content, file.fileName(), environment, file.absolutePath());
}

} // namespace sekisho::gateway
