// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewaysettings.h"

#include <gateway/catalog/modelspec.h>
#include <providers/deployment.h>

#include <QProcessEnvironment>
#include <QStringList>

#include <vector>

namespace sekisho::gateway {

/// One entry of `credential_list`.
struct ConfiguredCredential {
    QString name;
    core::Json values = core::Json::object(); ///< with secrets
    core::Json info = core::Json::object();
};

/// What a LiteLLM-shaped config.yaml says, as far as the gateway uses it.
struct GatewayConfig {
    std::vector<ModelSpec> models;                  ///< of model_list; each can be built, or is in `notes`
    std::vector<providers::Deployment> deployments; ///< made by the program itself, such as the demo's
    std::vector<ConfiguredCredential> credentials;  ///< of credential_list
    core::SecretString masterKey;                   ///< empty: not configured
    core::SecretString saltKey;                     ///< general_settings.salt_key; empty: not configured
    core::SecretString databaseUrl; ///< database_url, which may hold a password; empty: not configured
    /// environment_variables: count before those of the process.
    QProcessEnvironment variables;
    GatewaySettings settings;
    /// In words, with the line: what the file asks for and the gateway does not do, and what may surprise.
    QStringList notes;
};

/// Two demo models.
GatewayConfig defaultConfig();

} // namespace sekisho::gateway
