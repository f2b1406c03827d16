// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

namespace sekisho::providers {

/// What the demo provider reads from a chat request.
struct DemoPrompt {
    QString text;     ///< the last user message, without its command
    QString previous; ///< the user message before it; empty if there is none
    QString command;  ///< "slow" of "/demo slow"; empty if there is none
    QString argument; ///< "503" of "/demo fail 503"
    std::int64_t promptTokens = 0;
    std::optional<std::int64_t> maxTokens;

    /// InvalidInput if there is no `messages` list.
    static core::Result<DemoPrompt> fromRequest(const core::Json &request);
};

} // namespace sekisho::providers
