// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace sekisho::gateway {

/// Which of LiteLLM's two ways of saying no is spoken (litellm-api §0.2).
enum class ErrorDialect {
    Current,   ///< since mid-2026: 429 for budgets, 403 for models, `param` null
    Early2026, ///< `error_dialect: "2026h1"`: 400, 401, "None", 422 with `detail` for fields of a wrong type
};

} // namespace sekisho::gateway
