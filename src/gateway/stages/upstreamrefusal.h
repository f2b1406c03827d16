// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "../refusal.h"

#include <providers/deployment.h>

namespace sekisho::gateway {

/// What the client is told of an upstream's failure, as the provider translated it.
Refusal upstreamRefusal(const providers::UpstreamError &error);

/// What the ledger keeps of it: no text of the upstream, which may quote the prompt.
QString upstreamErrorForLedger(const providers::UpstreamError &error);

} // namespace sekisho::gateway
