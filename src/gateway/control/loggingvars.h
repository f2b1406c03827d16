// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>
#include <core/secretstring.h>

namespace sekisho::gateway {

// The variables of logging callbacks: `callback_vars` of a team's callbacks, and of the entries of
// `metadata.logging` (litellm-api §10.2). Addresses and public keys are kept as they are; everything else is
// a secret: sealed in the database, masked when read.

/// `vars` for the database. A value that is masked stays what it was in `before`.
core::Result<core::Json> sealedVars(const core::Json &vars, const core::Json &before,
                                    const core::SecretString &saltKey);
/// As they may be shown.
core::Json shownVars(const core::Json &vars);

/// The same for all of `metadata.logging`; nothing happens without it. InvalidInput for entries of another
/// shape.
core::Result<void> sealLogging(core::Json &metadata, const core::Json &before,
                               const core::SecretString &saltKey);
core::Json shownLogging(core::Json metadata);

} // namespace sekisho::gateway
