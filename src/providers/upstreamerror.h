// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "deployment.h"

#include <http/headers.h>

namespace sekisho::providers {

/// An answer with an error status, in whatever envelope (OpenAI, Google's object or array, vLLM's flat one,
/// Ollama's string, HTML), as one UpstreamError. `body` of the result always is OpenAI's envelope, with
/// LiteLLM's class before the message and the status as `code`; what the upstream named `code` is in
/// `provider_specific_fields`. `secret` and anything that looks like a key are blotted out.
UpstreamError upstreamRefusal(int status, const http::Headers &headers, QByteArrayView body,
                              const core::SecretString &secret);

/// An error object that came inside a stream of status 200.
UpstreamError upstreamStreamError(const core::Json &event, const core::SecretString &secret);

/// No answer, or none that could be read.
UpstreamError upstreamFailure(const core::Error &error);

} // namespace sekisho::providers
