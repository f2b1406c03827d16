// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gatewayrefusal.h"

namespace sekisho::client {

// What LiteLLM says in words only (litellm-api §1.1, §1.4, §2.2).

/// "{'error': 'No keys found'}" becomes "No keys found".
QString withoutPythonRepr(const QString &text);

/// Rules that older releases give no type of their own.
RefusalRule ruleOfText(const QString &message);

/// Fills scope, subject, models and amounts as far as type and message tell them.
void readText(GatewayRefusal &refusal);

/// "2026-11-23 09:00:00 UTC" or ISO 8601.
std::optional<core::Timestamp> readResetTime(const QString &text);

} // namespace sekisho::client
