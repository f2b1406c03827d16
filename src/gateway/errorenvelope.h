// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "errordialect.h"
#include "refusal.h"

#include <http/message.h>

namespace sekisho::gateway {

// The one place where errors become HTTP: LiteLLM's envelope, in the dialect asked for.

/// 499 for a client that went away, as proxies log it.
int statusOf(const core::Error &error, ErrorDialect dialect);
int statusOf(const Refusal &refusal, ErrorDialect dialect);

/// `{"error":{"message","type","param","code"}}`; `code` is the status as text. What went wrong inside the
/// gateway itself is not told, only logged. Early2026 says `{"detail":[...]}` of a field of a wrong type.
core::Json errorEnvelope(const Refusal &refusal, ErrorDialect dialect);

http::Response refusalResponse(const Refusal &refusal, ErrorDialect dialect);
http::Response refusalResponse(const core::Error &error, ErrorDialect dialect);

/// What the handler of a management route refuses; Early2026 has more than one shape for that, by `route`,
/// the path as the route table has it (§2.1).
http::Response handlerRefusal(const core::Error &error, ErrorDialect dialect, const QByteArray &method,
                              const QByteArray &route);

/// For a path or a method that is not there; Early2026 says `{"detail":"Not Found"}`.
http::Response unroutedResponse(const Refusal &refusal, ErrorDialect dialect);

/// The envelope as one server-sent event, for a stream that breaks off.
QByteArray errorEvent(const Refusal &refusal, ErrorDialect dialect);

/// What the server refuses before a request exists (431, 414, 413, 408, 503, 400).
http::Response serverRefusal(int status, const QByteArray &reason, ErrorDialect dialect);

} // namespace sekisho::gateway
