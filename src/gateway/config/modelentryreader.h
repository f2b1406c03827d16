// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayconfig.h"
#include "yamlvalue.h"

namespace sekisho::gateway {

/// Reads one entry of `model_list` into a deployment.
class ModelEntryReader
{
public:
    explicit ModelEntryReader(YamlValue &yaml)
        : m_yaml(yaml)
    {
    }
    core::Result<providers::Deployment> read(const YAML::Node &entry);

private:
    core::Result<void> readUpstream(const YAML::Node &params, providers::Deployment &deployment);
    core::Result<void> readCredentials(const YAML::Node &params, providers::Deployment &deployment);
    core::Result<void> readPrices(const YAML::Node &params, const YAML::Node &info,
                                  providers::Deployment &deployment);
    core::Result<void> readLimits(const YAML::Node &params, const YAML::Node &info,
                                  providers::Deployment &deployment);
    core::Result<void> readId(const YAML::Node &info, providers::Deployment &deployment);
    core::Result<std::optional<double>> numberOf(const YAML::Node &params, const YAML::Node &info,
                                                 const char *key);
    void noteUnsupported(const YAML::Node &map, const QStringList &known, const QString &where);

    YamlValue &m_yaml;
};

} // namespace sekisho::gateway
