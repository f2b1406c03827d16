// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "deployment.h"

#include <vector>

namespace sekisho::providers {

/// What a gateway without configured models serves: `gpt-4o-mini` and `gemini/gemini-2.0-flash-lite`, both by
/// the demo provider, at the public prices of the models they are named after.
std::vector<Deployment> demoDeployments();

} // namespace sekisho::providers
