// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalog/livemodels.h"
#include "stages/authorise.h"

#include <QUrlQuery>

namespace sekisho::gateway {

/// What a caller may know of the models: /v1/models, /v1/models/{id}, /model/info (litellm-api §7.1, §7.2).
class ModelRoutes
{
public:
    ModelRoutes(const LiveModels &models, const Authorise &authorise);

    core::Json list(const Caller &caller, const Grant &grant) const;
    core::Result<core::Json> entry(const Caller &caller, const Grant &grant, const QString &id) const;
    /// Deployments without their secrets; where they are served is the administrator's to know.
    core::Result<core::Json> info(const Caller &caller, const Grant &grant, const QUrlQuery &query) const;

private:
    bool maySee(const Caller &caller, const Grant &grant, const ModelGroup &group) const;

    const LiveModels &m_models;
    const Authorise &m_authorise;
};

} // namespace sekisho::gateway
