// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/result.h>

#include <QByteArray>

namespace sekisho::providers {

enum class UsageInStream { AsAsked, Always };

/// The client's chat request as an upstream gets it: `model` replaced, `stream_options.include_usage` set if
/// wanted, and what is meant for the gateway alone (LiteLLM's `metadata`, `tags`, `litellm_...` and the like)
/// left out. Every other member keeps its bytes and its place. InvalidInput if the body is not a JSON object;
/// what its values hold is not looked at.
core::Result<QByteArray> upstreamRequestBody(const QByteArray &clientBody, const QString &upstreamModel,
                                             UsageInStream usage);

} // namespace sekisho::providers
