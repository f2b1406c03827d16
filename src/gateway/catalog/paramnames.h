// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

namespace sekisho::gateway {

// What the gateway knows of the names of litellm_params (litellm-api §14).

/// Whether the value may be shown and may lie in the database as it is. What is not known to be harmless is a
/// secret.
bool isPublicParam(const QString &name, const core::Json &value);
/// Whether the gateway acts upon it.
bool isFollowedParam(const QString &name);

/// `params` with secrets as "****" and at most the last four characters, without api_key, and without user
/// and query of api_base.
core::Json shownParams(const core::Json &params);
/// One secret, masked likewise.
core::Json masked(const core::Json &value);

} // namespace sekisho::gateway
