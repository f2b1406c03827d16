// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fieldreader.h"

#include <gateway/config/gatewaysettings.h>

namespace sekisho::gateway {

// What the configuration says of keys that are made (litellm-api §14.2).

/// `body` with `default_key_generate_params` where it says nothing itself.
core::Json withKeyDefaults(const core::Json &body, const GatewaySettings &settings);
/// `upperbound_key_generate_params`: a number or duration that is larger is refused.
void checkUpperBounds(FieldReader &reader, const core::Json &body, const GatewaySettings &settings);
/// `enable_key_alias_format_validation`: 2 to 255 characters of letters, digits and -_/.@, ending in letters
/// or digits.
core::Result<void> checkAliasFormat(const std::optional<QString> &alias, const GatewaySettings &settings);

} // namespace sekisho::gateway
