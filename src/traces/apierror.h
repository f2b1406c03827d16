// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <http/message.h>

namespace sekisho::traces {

http::Response jsonAnswer(int status, const core::Json &body);

/// An error in the shape Langfuse's routes give it: {message, error}. What went wrong inside is logged, not
/// told.
http::Response errorAnswer(const core::Error &error);

/// The shape of the OTLP route: {error}.
http::Response otlpErrorAnswer(int status, const QString &text);

} // namespace sekisho::traces
