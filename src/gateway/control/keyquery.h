// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "queryreader.h"

#include <gateway/adminroute.h>
#include <storage/gateway/keyrepository.h>

namespace sekisho::gateway {

/// What GET /key/list was asked for.
struct KeyQuery {
    storage::KeyFilter filter;
    storage::KeyOrder order;
    storage::Page page;
    bool fullObjects = false;
    bool expandUser = false;
    bool deleted = false; ///< status=deleted: those that are gone
};

/// Who does not see everything sees the keys of its owner, or itself where it has none; `teams` are those
/// that the caller administers, whose keys it may ask for by `team_id` or `include_team_keys`.
core::Result<KeyQuery> readKeyQuery(const AdminCall &call, const QStringList &teams, core::Timestamp now);
/// What GET /key/aliases was asked for: `search`, `page`, `size`.
core::Result<KeyQuery> readAliasQuery(const AdminCall &call, const QStringList &teams);

} // namespace sekisho::gateway
