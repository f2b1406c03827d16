// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

#include <QHash>

namespace sekisho::gateway {

/// A deployment as LiteLLM's `model_list` writes it: how it is read, stored and changed. `params` may hold
/// secrets.
struct ModelSpec {
    QString modelName;
    core::Json params = core::Json::object(); ///< litellm_params
    core::Json info = core::Json::object();   ///< model_info, with `id`

    QString id() const { return core::stringOr(info, "id"); }
};

/// Values of LiteLLM's credentials by credential_name, with their secrets.
using CredentialValues = QHash<QString, core::Json>;

} // namespace sekisho::gateway
