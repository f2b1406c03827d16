// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../refusal.h"

#include <providers/deployment.h>

namespace sekisho::gateway {

/// What the client is told of an upstream's failure: the upstream's status and message where they are the
/// client's business; 502 without the message where the upstream refuses the gateway's own credentials, whose
/// texts quote them.
Refusal upstreamRefusal(const providers::UpstreamError &error);

} // namespace sekisho::gateway
