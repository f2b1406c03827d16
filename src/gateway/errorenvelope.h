// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "refusal.h"

#include <http/message.h>

namespace sekisho::gateway {

// The one place where errors become HTTP: LiteLLM's envelope in its newer dialect (about 1.95 and later).

/// 499 for a client that went away, as proxies log it.
int statusOf(const core::Error &error);
int statusOf(const Refusal &refusal);

/// `{"error":{"message","type","param","code"}}`; `code` is the status as text. What went wrong inside the
/// gateway itself is not told, only logged.
core::Json errorEnvelope(const Refusal &refusal);

http::Response refusalResponse(const Refusal &refusal);
http::Response refusalResponse(const core::Error &error);

/// The envelope as one server-sent event, for a stream that breaks off.
QByteArray errorEvent(const Refusal &refusal);

/// What the server refuses before a request exists (431, 413, 408, 503, 400).
http::Response serverRefusal(int status, const QByteArray &reason);

} // namespace sekisho::gateway
