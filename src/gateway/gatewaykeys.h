// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayoptions.h"

namespace sekisho::gateway {

struct GatewayKeys {
    core::SecretString master;
    bool masterIsOwn = false; ///< made by a gateway, kept by the keeper
    QString langfusePublic;
    core::SecretString langfuseSecret;
    core::SecretString salt; ///< seals what the database holds of secrets
};

/// Configured, else from the environment, else kept from an earlier start, else made and kept.
core::Result<GatewayKeys> chooseKeys(const GatewayOptions &options, KeyKeeper &keeper);

} // namespace sekisho::gateway
