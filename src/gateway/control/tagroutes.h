// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "change.h"

#include <storage/gateway/tagrepository.h>

namespace sekisho::gateway {

/// /tag/new, update, info, list and delete.
class TagRoutes
{
public:
    explicit TagRoutes(ControlServices &services);
    std::vector<AdminRoute> routes() const;

private:
    using Answer = core::Result<core::Json>;

    Answer create(const AdminCall &call) const;
    Answer update(const AdminCall &call) const;
    Answer info(const AdminCall &call) const;
    Answer list(const AdminCall &call) const;
    Answer erase(const AdminCall &call) const;

    core::Result<storage::Tag> requireNamed(const core::Json &body) const;

    ControlServices *m_services;
    mutable storage::TagRepository m_tags;
};

} // namespace sekisho::gateway
