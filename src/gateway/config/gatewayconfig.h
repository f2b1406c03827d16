// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewaysettings.h"

#include <providers/deployment.h>

#include <QStringList>

#include <vector>

namespace sekisho::gateway {

/// What a LiteLLM-shaped config.yaml says, as far as the gateway uses it.
struct GatewayConfig {
    std::vector<providers::Deployment> deployments;
    core::SecretString masterKey; ///< empty: not configured
    GatewaySettings settings;
    /// In words, with the line: what the file asks for and the gateway does not do, and what may surprise.
    QStringList notes;
};

/// Two demo models.
GatewayConfig defaultConfig();

} // namespace sekisho::gateway
