// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <http/message.h>

namespace sekisho::gateway {

class Ledger;

// What load balancers and the connection test ask (litellm-api §13).

http::Response livelinessResponse();
/// 503 while a call could not be recorded, or its row not be stored.
http::Response readinessResponse(const Ledger &ledger);
http::Response rootResponse();

} // namespace sekisho::gateway
