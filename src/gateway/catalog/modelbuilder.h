// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "modelspec.h"

#include <gateway/modeltable.h>

namespace sekisho::gateway {

/// Makes out how a model is served: its provider, address, key, prices and limits. Values of the credential
/// it names stand in where litellm_params say nothing. Numbers may be written as text, as they come from an
/// environment.
/// InvalidInput or Unsupported (a provider that is not spoken) name the field in `param`, such as
/// "litellm_params.api_base"; never its value where that may be secret.
core::Result<ServedModel> buildModel(const ModelSpec &spec, const CredentialValues &credentials);

/// The id that a model has by what it is: of the configuration, which gives none.
QString stableModelId(const providers::Deployment &deployment);

/// What a deployment that is not from a ModelSpec shows of itself.
ServedModel servedModel(const providers::Deployment &deployment);

} // namespace sekisho::gateway
