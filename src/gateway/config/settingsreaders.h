// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayconfig.h"
#include "yamlvalue.h"

namespace sekisho::gateway {

// The sections of a configuration that hold settings (litellm-api §14.1 to 14.3). Each leaves alone what the
// section does not name.

core::Result<void> readGeneralSettings(YamlValue &yaml, const YAML::Node &section, GatewayConfig &config);
core::Result<void> readLitellmSettings(YamlValue &yaml, const YAML::Node &section, GatewayConfig &config);
core::Result<void> readRouterSettings(YamlValue &yaml, const YAML::Node &section, GatewayConfig &config);

} // namespace sekisho::gateway
