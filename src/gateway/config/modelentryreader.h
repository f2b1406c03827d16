// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayconfig.h"
#include "yamlvalue.h"

namespace sekisho::gateway {

/// Reads the entries of one `model_list` into a configuration, once its credentials are there.
class ModelEntryReader
{
public:
    ModelEntryReader(YamlValue &yaml, GatewayConfig &config);

    /// A model of a provider that is not spoken becomes a note.
    core::Result<void> readList(const YAML::Node &list);

private:
    core::Result<void> readEntry(const YAML::Node &entry);
    core::Result<void> take(const YAML::Node &entry, ModelSpec spec);
    core::Result<void> giveId(const YAML::Node &entry, ModelSpec &spec, const QString &stable);
    bool isTaken(const QString &id) const;
    void noteWhatHasNoEffect(const YAML::Node &entry, const ModelSpec &spec);

    YamlValue &m_yaml;
    GatewayConfig &m_config;
    CredentialValues m_credentials;
};

} // namespace sekisho::gateway
