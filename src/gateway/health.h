// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <http/message.h>

namespace sekisho::gateway {

class Ledger;

// What load balancers and the connection test ask (litellm-api §13).

http::Response livelinessResponse();
/// 503 while a call could not be recorded, or its row not be stored; the latter is 200 where
/// allow_requests_on_db_unavailable says so, since calls go on.
http::Response readinessResponse(const Ledger &ledger, bool servesWithoutDatabase);
http::Response rootResponse();

} // namespace sekisho::gateway
