// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../caller.h"
#include "../config/gatewaysettings.h"
#include "../directory.h"

namespace sekisho::gateway {

/// What `key_generation_settings` let others than proxy admins make: whose keys of a team or of one's own,
/// and what must be said in `body`. InvalidInput, in LiteLLM's words.
core::Result<void> checkGeneration(const storage::VirtualKey &key, const core::Json &body,
                                   const Caller &caller, const Directory &directory,
                                   const GatewaySettings &settings);

} // namespace sekisho::gateway
