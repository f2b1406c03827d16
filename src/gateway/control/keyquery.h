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
};

/// A virtual key sees the keys of its owner, or itself where it has none, whatever it asks for.
core::Result<KeyQuery> readKeyQuery(const AdminCall &call);

} // namespace sekisho::gateway
