// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

namespace sekisho::gateway {

/// How a management route's handler said no in early 2026 (litellm-api §2.1).
enum class EarlyShape {
    Envelope,  ///< as every refusal
    AuthError, ///< the envelope with `auth_error` for what has no type of its own
    Wrapped,   ///< the envelope with `internal_server_error` and `{'error': '...'}` for that
    Detail,    ///< `{"detail":{"error":"..."}}`
};

/// Of a path as the route table has it.
EarlyShape earlyShapeOf(const QByteArray &route);

/// `error` in the words of its shape; Detail is left alone.
core::Error inEarlyWords(EarlyShape shape, core::Error error);

} // namespace sekisho::gateway
