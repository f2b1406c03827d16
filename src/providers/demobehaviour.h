// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "demoprompt.h"

#include <chrono>

namespace sekisho::providers {

/// How one demo answer is to be given; see DemoProvider for who decides it.
struct DemoBehaviour {
    std::chrono::milliseconds firstToken{150};
    /// What all pieces after the first take together, unless `betweenPieces` is given.
    std::chrono::milliseconds wholeAnswer{1250};
    std::optional<std::chrono::milliseconds> betweenPieces;
    std::optional<int> failStatus;
    bool breaksMidway = false;
    std::optional<std::chrono::seconds> rateLimit; ///< the Retry-After of a refusal

    /// The prompt's command wins over the deployment's parameters.
    static DemoBehaviour from(const core::Json &parameters, const DemoPrompt &prompt);
};

} // namespace sekisho::providers
