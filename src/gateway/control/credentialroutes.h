// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "controlservices.h"

#include <gateway/catalog/modelregistry.h>

namespace sekisho::gateway {

/// /credentials (litellm-api §6.5). Values are masked in every answer; those of the configuration are
/// read-only.
class CredentialRoutes
{
public:
    explicit CredentialRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer create(const AdminCall &call) const;
    Answer list(const AdminCall &call) const;
    Answer byName(const AdminCall &call) const;
    Answer byModel(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;

    core::Result<RegisteredCredential> readNew(const AdminCall &call) const;
    core::Result<core::Json> valuesOf(const QString &modelId) const;
    core::Result<const RegisteredCredential *> require(const QString &name) const;
    core::Result<const RegisteredCredential *> requireStored(const QString &name) const;

    ControlServices *m_services;
};

} // namespace sekisho::gateway
