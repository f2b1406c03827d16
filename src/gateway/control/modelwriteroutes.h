// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <gateway/catalog/modelregistry.h>

namespace sekisho::gateway {

class FieldReader;

/// /model/new, /model/update, PATCH /model/{id}/update and /model/delete (litellm-api §7.3). Models of the
/// configuration are read-only.
class ModelWriteRoutes
{
public:
    explicit ModelWriteRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer create(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer patch(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;

    core::Result<void> mayWrite() const;
    core::Result<void> mayManage(const Caller &caller, const core::Json &info) const;
    core::Result<void> mayUse(const Caller &caller, const core::Json &params) const;
    core::Result<void> checkInfo(const core::Json &info) const;
    core::Result<RegisteredModel> readNew(const AdminCall &call) const;
    Answer change(const AdminCall &call, const QString &id) const;
    core::Result<RegisteredModel> changed(const AdminCall &call, RegisteredModel model) const;
    ModelRegistry::Beside audit(const AdminCall &call, const QString &id, const core::Json &before,
                                const core::Json &after) const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
