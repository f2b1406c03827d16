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

/// The envelope as one server-sent event, for a stream that breaks off.
QByteArray errorEvent(const Refusal &refusal, ErrorDialect dialect);

/// What the server refuses before a request exists (431, 413, 408, 503, 400).
http::Response serverRefusal(int status, const QByteArray &reason, ErrorDialect dialect);

} // namespace sekisho::gateway
