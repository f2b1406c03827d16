// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "catalog/livemodels.h"
#include "probe/healthview.h"
#include "stages/authorise.h"

#include <QUrlQuery>

namespace sekisho::gateway {

/// The models a caller may use: /v1/models and /v1/models/{id} (litellm-api §7.1). On the I/O thread, so that
/// they are there while a database is not.
class ModelRoutes
{
public:
    ModelRoutes(const LiveModels &models, const HealthView &health, const Authorise &authorise);

    /// Forbidden for a `team_id` that is not the caller's.
    core::Result<core::Json> list(const Caller &caller, const Grant &grant, const QUrlQuery &query) const;
    core::Result<core::Json> entry(const Caller &caller, const Grant &grant, const QString &id) const;

private:
    const LiveModels &m_models;
    const HealthView &m_health;
    const Authorise &m_authorise;
};

} // namespace sekisho::gateway
